# Sourced by every .bats file here: a home of its own, a passphrase file, and
# words to say what is expected. $OTP is the program (tests/run sets it).
# shellcheck shell=bash disable=SC2034 # the tests use what is set here
bats_require_minimum_version 1.5.0

OTP=${OTP:-$BATS_TEST_DIRNAME/../../build/release/bin/otp}
# The secrets of RFC 6238 and RFC 4226: "12345678901234567890", and longer.
KEY=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
KEY_SHA256=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA
KEY_SHA512=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNA
OTHER_KEY=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
PASSPHRASE='correct horse battery staple'

setup() {
	export HOME=$BATS_TEST_TMPDIR/home
	export XDG_DATA_HOME=$HOME/data XDG_CONFIG_HOME=$HOME/config
	export XDG_STATE_HOME=$HOME/state XDG_CACHE_HOME=$HOME/cache
	unset OTP_VAULT OTP_IDENTITY OTP_PASSPHRASE_COMMAND NO_COLOR
	mkdir "$HOME"
	printf '%s\n' "$PASSPHRASE" >"$HOME/passphrase"
	chmod 600 "$HOME/passphrase"
	export OTP_PASSPHRASE_FILE=$HOME/passphrase
	VAULT=$XDG_DATA_HOME/otp/vault.age
	cd "$HOME" || return 1
	if type prepare >/dev/null 2>&1; then prepare; fi
}

make_vault() {
	"$OTP" -q init --work-factor 10
}

# add NAME [OPTION...]: with the key of the RFCs, or with $key.
add() {
	printf '%s\n' "${key:-$KEY}" | "$OTP" -q --at 59 add "$@" >/dev/null
}

# expect STATUS WORD...: runs otp without a terminal; output and stderr are
# then in $output and $stderr.
expect() {
	local want=$1
	shift
	run --separate-stderr setsid -w "$OTP" "$@" </dev/null
	check_status "$want" "$@"
}

# The same with $1 as standard input.
expect_fed() {
	local input=$1 want=$2
	shift 2
	run --separate-stderr setsid -w "$OTP" "$@" < <(printf '%s' "$input")
	check_status "$want" "$@"
}

# shellcheck disable=SC2154
check_status() {
	local want=$1
	shift
	if [ "$status" -ne "$want" ]; then
		echo "otp $*: status $status, wanted $want"
		echo "output: $output"
		echo "stderr: $stderr"
		return 1
	fi
}

# shellcheck disable=SC2154
same() {
	if [ "$2" != "$3" ]; then
		printf '%s is:\n%s\nwanted:\n%s\n' "$1" "$2" "$3"
		return 1
	fi
}

prints() {
	# shellcheck disable=SC2154
	same output "$output" "$1"
}

# says LINE: exactly that on standard error.
says() {
	# shellcheck disable=SC2154
	same stderr "$stderr" "$1"
}

# fails STATUS LINE WORD...: that status, exactly that line on standard error,
# nothing on standard output.
fails() {
	local want=$1 line=$2
	shift 2
	expect "$want" "$@" && says "$line" && prints ''
}

# untouched COMMAND...: the command leaves the vault as it was.
untouched() {
	cp "$VAULT" "$HOME/before"
	"$@" || return 1
	cmp "$VAULT" "$HOME/before"
}

# hurt OFFSET [FILE]: another byte is there, whatever was. A fixed one would
# be the old one once in 256 runs.
hurt() {
	local file=${2-$VAULT} byte
	byte=$(od -An -tu1 -j "$1" -N1 "$file") || return 1
	printf '%b' "\\x$(printf %02x $((byte ^ 1)))" |
		dd of="$file" bs=1 seek="$1" conv=notrunc status=none
}

# json FILTER WORD...: jq must find the filter true of what otp prints.
json() {
	local filter=$1
	shift
	expect 0 "$@" || return 1
	if ! jq -e "$filter" <<<"$output" >/dev/null; then
		echo "not so: $filter"
		echo "$output"
		return 1
	fi
}

# The code that oathtool makes of the RFC key: totp TIME [OPTION...].
totp() {
	local at=$1
	shift
	oathtool --totp --base32 --now "@$at" "$@" "$KEY"
}

# Bats does not notice a failed "! command".
not() {
	if "$@"; then
		echo "unexpectedly: $*"
		return 1
	fi
}

has() {
	local program
	for program; do
		command -v "$program" >/dev/null || return 1
	done
}

# Reads what the terminal shows to $screen, until it ends with $1 or, without
# one, to the end.
hear() {
	local heard good=0
	heard=$(perl "${BASH_SOURCE[0]%/*}/hear.pl" 600 "$@" <&"$from") ||
		good=$?
	screen+=${heard%.}
	if [ "$good" -ne 0 ]; then
		kill "$pid" 2>/dev/null
		echo "waited in vain for ${1-the end}; there was: $screen"
		return 1
	fi
}

# talk COMMAND [PROMPT ANSWER]...: runs it on a terminal, types each answer
# once its prompt is there; what the terminal showed is then in $screen, the
# status in $status. An answer of "^C" or "^Z" is that key.
talk() {
	local command=$1 pid from to
	shift
	screen='' status=0
	rm -f "$HOME/typed" "$HOME/shown"
	mkfifo "$HOME/typed" "$HOME/shown" || return 1
	# a background job would ignore Ctrl-C
	env --default-signal=INT script -qefc "$command" /dev/null \
		<"$HOME/typed" >"$HOME/shown" 3>&- &
	pid=$!
	exec {to}>"$HOME/typed" {from}<"$HOME/shown"
	while [ $# -gt 0 ]; do
		hear "$1" || return 1
		case $2 in
		^C) printf '\003' >&"$to" ;;
		^Z) printf '\032' >&"$to" ;;
		*) printf '%s\n' "$2" >&"$to" ;;
		esac
		shift 2
	done
	hear || return 1
	exec {to}>&- {from}<&-
	wait "$pid" || status=$?
	screen=${screen//$'\r'/}
	screen=${screen%$'\n'}
}
