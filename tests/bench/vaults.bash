# Vaults of 10 to 100,000 accounts, beside the vaults of others that are
# installed. Of the others' times, their key derivation is a part.
# shellcheck shell=bash disable=SC2154 # the variables of run
cut=60 # seconds
log_n=17
peers_most=10000
declare -A get peak busy

# The runs for so many accounts.
runs_for() {
	case $1 in
	10) echo 300 ;;
	1000) echo 100 ;;
	10000) echo 30 ;;
	*) echo 5 ;;
	esac
}

# peer_time INPUT COMMAND...: its time, or why there is none. It must print a
# code. Three runs, but for slow ones.
peer_time() {
	local status=0 first more
	first=$("$tools/measure" "${typed[@]}" "$1" "$dir/output" 1 "$cut" \
		"${@:2}") || status=$?
	if [ $status -eq 3 ]; then
		echo "> $cut s"
	elif [ $status -ne 0 ]; then
		echo refuses
	elif ! grep -Eq '(^|[^0-9])[0-9]{6}($|[^0-9])' "$dir/output"; then
		echo 'no code'
	elif [ "${first%%.*}" -gt 2000 ]; then
		echo "${first%% *}"
	else
		more=$("$tools/measure" "${typed[@]}" "$1" "$dir/output" 3 \
			"$cut" "${@:2}")
		echo "${more%% *}"
	fi
}

keepassxc_time() {
	local xml=$dir/$1.xml file=$dir/$1.kdbx typed=()
	command -v keepassxc-cli >/dev/null || {
		echo -
		return
	}
	{
		echo '<?xml version="1.0" encoding="UTF-8"?><KeePassFile>' \
			'<Meta/><Root><Group>' \
			'<UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID>' \
			'<Name>Root</Name>'
		"$tools/accounts" "$1" '<Entry><String><Key>Title</Key><Value>userNUMBER</Value></String><String><Key>otp</Key><Value>otpauth://totp/S:userNUMBER?secret=KEY&amp;period=30&amp;digits=6</Value></String></Entry>'
		echo '</Group></Root></KeePassFile>'
	} >"$xml"
	if ! printf '%s\n%s\n' "$passphrase" "$passphrase" |
		timeout "$cut" keepassxc-cli import -q -p -t 100 "$xml" \
			"$file" >/dev/null 2>&1; then
		echo 'not made'
		return
	fi
	peer_time "$dir/pass" keepassxc-cli show -q -t "$file" user7
}

otpclient_time() {
	local file=$dir/$1.enc typed=(-t)
	command -v otpclient-cli >/dev/null || {
		echo -
		return
	}
	{
		"$tools/accounts" "$1" '{"type":"TOTP","label":"userNUMBER","issuer":"S","digits":6,"algo":"SHA1","secret":"KEY","period":30}' |
			sed '1s/^/[/; $!s/$/,/; $s/$/]/'
	} | "$tools/otpclient" "$passphrase" >"$file"
	mkdir -p "$XDG_CONFIG_HOME"
	printf '[config]\ndb_path=%s\n' "$file" \
		>"$XDG_CONFIG_HOME/otpclient.cfg"
	peer_time "$dir/pass" otpclient-cli show -a user7 -m
}

# peer NAME: its time. With more accounts, a minute is not enough.
peer() {
	if [ "$n" -le "$peers_most" ]; then
		cell "$("$1_time" "$n")"
	else
		cell 'not tried'
	fi
}

# cell TIME: in milliseconds and in times of ours.
cell() {
	case $1 in
	[0-9]*) printf ' %10.1f ms %6.1f x' "$1" "$(compute "$1 / ${get[$n]}")" ;;
	*) printf ' %13s %8s' "$1" '' ;;
	esac
}

printf '\n%9s %13s %22s %22s %22s\n' accounts 'otp get' oathtool \
	keepassxc-cli otpclient-cli
key=$("$tools/accounts" 10 KEY | sed -n 7p)
for n in 10 1000 10000 100000; do
	fast_vault "$n.age" "$n"
	oathtool=$(time_of 300 oathtool --totp -b "$key")
	read -r time cpu memory < <(least "$(runs_for "$n")" "$otp" get \
		user7@example.org)
	get[$n]=$time peak[$n]=$memory busy[$n]=$cpu
	[ "$n" -ne 10 ] || small=$(compute "${get[10]} / $oathtool")
	printf '%9d %10.1f ms' "$n" "${get[$n]}"
	cell "$oathtool"
	peer keepassxc
	peer otpclient
	echo
	rm -f "$dir"/*.xml "$dir"/*.kdbx "$dir"/*.enc
done

heading 'vaults, the key derived before'
row 'otp get of 10 accounts, in times of oathtool' "$small" x 3
row 'otp get of 1,000 accounts' "${get[1000]}" ms 15
row 'otp get of 10,000 accounts' "${get[10000]}" ms 60
note 'of that, on a processor' "${busy[10000]}" ms
note 'otp get of 100,000 accounts' "${get[100000]}" ms
note 'of that, on a processor' "${busy[100000]}" ms

# One after the other, so that both meet the same load, and on a processor:
# a tenth is little beside what other programs take.
OTP_VAULT=$dir/10000.age
kdf=999999 whole=999999
if [ -z "${OTP_IDENTITY-}" ]; then
	for _ in 1 2 3 4 5 6 7 8; do
		read -r _ time _ < <(least 1 "$tools/kdf" "$log_n" 1)
		kdf=$(compute "$time < $kdf ? $time : $kdf")
		read -r _ time _ < <(least 1 "$otp" --passphrase-file \
			"$dir/pass" get user7@example.org)
		whole=$(compute "$time < $whole ? $time : $whole")
	done
	row 'otp get of 10,000 with passphrase, in times of scrypt' \
		"$(compute "$whole / $kdf")" x 1.1
fi

save=999999
for i in 1 2 3 4 5 6 7; do
	read -r time _ memory < <(least 1 "$otp" --quiet remove \
		"user$i@example.org")
	save=$(compute "$time < $save ? $time : $save")
	peak[save]=$memory
done
row 'a change and its save, of 10,000 accounts' "$save" ms 150

fast_vault empty.age 0
cp "$OTP_VAULT" "$dir/kept"
uris 10000 >"$dir/uris"
import=999999
for _ in 1 2 3; do
	cp "$dir/kept" "$OTP_VAULT"
	read -r time _ memory < <(least 1 "$otp" --quiet import "$dir/uris")
	import=$(compute "$time < $import ? $time : $import")
	peak[import]=$memory
done
row 'import of 10,000 accounts' "$import" ms 1000
row 'peak memory at 10,000 accounts: get' \
	"$(compute "${peak[10000]} / 1024")" MiB 40
row 'peak memory at 10,000 accounts: a change' \
	"$(compute "${peak[save]} / 1024")" MiB 40
row 'peak memory at 10,000 accounts: import' \
	"$(compute "${peak[import]} / 1024")" MiB 40
unset OTP_IDENTITY
