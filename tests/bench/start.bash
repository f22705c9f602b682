# How fast otp starts, and what it costs to leave its screen open.
# shellcheck shell=bash disable=SC2154 # the variables of run
seconds=${IDLE:-10}
log_n=10

new_vault start.age "$log_n" 100
heading 'starting, and a vault of 100 accounts'
oathtool=$(time_of 100 oathtool --version)
version=$(time_of 100 "$otp" --version)
note 'oathtool --version' "$oathtool" ms
note 'otp --version' "$version" ms
row 'otp --version, in times of oathtool' "$(compute "$version / $oathtool")" \
	x 3

get=$(time_of 100 "$otp" --passphrase-file "$dir/pass" get user50@example.org)
kdf=$(compute "$("$tools/kdf" "$log_n") / 1000")
note "otp get, work factor 2^$log_n" "$get" ms
note "of that, the key derivation" "$kdf" ms
row 'otp get beyond the key derivation' "$(compute "$get - $kdf")" ms 10

read -r wakeups cpu bytes rss < <(OTP_PASSPHRASE_FILE=$dir/pass \
	"$tools/idle" "$seconds" "$otp")
row "idle screen, wake-ups a second (over $seconds s)" "$wakeups" /s 1.1
row 'idle screen, CPU of one core' "$cpu" % 0.5
note 'idle screen, sent to the terminal' "$bytes" B/s
row 'idle screen, resident memory' "$(compute "$rss / 1024")" MiB 20
