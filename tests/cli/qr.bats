#!/usr/bin/env bats
# otp qr, as other programs read it

load helpers

URI="secret=$KEY"
PICTURE=$OTP_BUILD/tests/tools/term_picture

prepare() {
	make_vault
	add 'WS_FTP Server:EXAMPLE\alice' --algorithm SHA256 --digits 8 \
		--period 60
}

# need COMMAND...: skips, and says why, where a reader is missing.
need() {
	local command
	for command; do
		command -v "$command" >/dev/null || skip "$command is missing"
	done
}

# read_by READER FILE: the payload.
read_by() {
	case $1 in
	zbarimg) zbarimg --quiet --nodbus --raw "$2" ;;
	ZXingReader) ZXingReader -bytes "$2" ;;
	esac
}

# lacks PATTERN FILE
lacks() {
	if LC_ALL=C grep -aq "$1" "$2"; then
		return 1
	fi
}

# reads FILE: both strangers find the account's URI in it.
reads() {
	local reader got want
	need zbarimg ZXingReader
	want=$("$OTP" show --uri alice | sed -n 's/^uri\t//p')
	[[ $want == otpauth://totp/*"$URI"* ]]
	for reader in zbarimg ZXingReader; do
		got=$(read_by "$reader" "$1")
		[ "$got" = "$want" ] || {
			echo "$reader read '$got' from $1"
			return 1
		}
	done
}

# terminal COLUMNS ROWS [VARIABLE=VALUE...] -- WORD...: runs otp on a terminal
# of that size; what it drew is in $drawn, its exit status in $status.
terminal() {
	local size="cols $1 rows $2" line=env
	shift 2
	while [ "$1" != -- ]; do
		line+=" $(printf %q "$1")"
		shift
	done
	shift
	line+=" $(printf '%q ' "$OTP" "$@")"
	drawn=$BATS_TEST_TMPDIR/drawn
	status=0
	SHELL=/bin/bash script -qefc "stty $size; exec $line" /dev/null \
		</dev/null >"$drawn" || status=$?
}

# looks_readable COLUMNS ROWS THEME...: a camera before that screen.
looks_readable() {
	local size=("$1" "$2") theme
	shift 2
	[ "$status" -eq 0 ]
	for theme; do
		"$PICTURE" "${size[@]}" "$theme" <"$drawn" \
			>"$BATS_TEST_TMPDIR/$theme.ppm"
		reads "$BATS_TEST_TMPDIR/$theme.ppm"
	done
}

@test "PNG: read by strangers, private" {
	expect 0 qr -o code.png alice
	prints ''
	# shellcheck disable=SC2154
	[[ $stderr == *'code.png holds the key of WS_FTP Server:EXAMPLE\alice: delete it once it is scanned' ]]
	[ "$(stat -c %a code.png)" = 600 ]
	reads code.png
}

@test "SVG: read by strangers, private" {
	need rsvg-convert
	expect 0 -q qr --output code.SVG alice
	prints ''
	says ''
	[ "$(stat -c %a code.SVG)" = 600 ]
	rsvg-convert -o code.png code.SVG
	reads code.png
}

@test "a picture imports into another vault and gives the same code" {
	expect 0 -q qr -o code.png alice
	OTP_VAULT=$HOME/other.age make_vault
	expect 0 -V other.age -q import code.png
	expect 0 -V other.age --at 1111111109 get alice
	prints "$(oathtool --totp=SHA256 --digits=8 --time-step-size=60 \
		--base32 --now @1111111109 "$KEY")"
}

@test "an existing file is refused without --force" {
	echo precious >code.png
	expect 1 qr -o code.png alice
	says 'otp: code.png: exists already; --force replaces it'
	[ "$(cat code.png)" = precious ]
	expect 0 -q qr --force -o code.png alice
	[ "$(stat -c %a code.png)" = 600 ]
	reads code.png
}

@test "a PNG of a name that it cannot draw says so, and is read all the same" {
	local note='a .png has no shapes for some letters of that name, and boxes instead; a .svg has them all'
	for name in 'Банк:маша' '银行:王' 'Łódź:ola'; do
		add "$name"
		expect 0 qr --force -o code.png "$name"
		[[ $stderr == *"$note"* ]]
		expect 0 qr --force -o code.svg "$name"
		[[ $stderr != *"$note"* ]]
		grep -qF "${name#*:}" code.svg
		need zbarimg
		[[ $(read_by zbarimg code.png) == otpauth://* ]]
	done
	add 'Zürich:josé'
	expect 0 qr --force -o code.png 'Zürich:josé'
	[[ $stderr != *"$note"* ]]
}

@test "a folder that is not there" {
	expect 1 qr -o none/code.png alice
	says 'otp: none/code.png: cannot create: No such file or directory'
}

@test "another kind of picture is refused" {
	expect 2 qr -o code.jpg alice
	says 'otp: --output: must end in .png or .svg, is "code.jpg"'
	expect 2 qr -o .png alice
	expect 2 qr --ascii -o code.png alice
	[ ! -e code.png ]
}

@test "on a terminal, dark or light" {
	terminal 100 50 -- qr alice
	looks_readable 100 50 dark light plain
	grep -aF 'WS_FTP Server:EXAMPLE\alice' "$drawn"
}

# Settings that every reader takes for granted are left out for this.
@test "a usual account fits a terminal of 80 by 24" {
	key=$OTHER_KEY add 'Example:alice.miller@example.com'
	terminal 80 24 -- qr miller
	[ "$status" -eq 0 ]
	"$PICTURE" 80 24 dark <"$drawn" >miller.ppm
	need zbarimg ZXingReader
	[[ $(read_by zbarimg miller.ppm) == *"secret=$OTHER_KEY"* ]]
	[[ $(read_by ZXingReader miller.ppm) == *"secret=$OTHER_KEY"* ]]
}

@test "on a terminal with no Unicode" {
	terminal 140 80 LC_ALL=C -- qr alice
	lacks $'[\x80-\xff]' "$drawn"
	grep -aq '##' "$drawn"
	looks_readable 140 80 dark light plain
	terminal 140 80 -- qr --ascii alice
	grep -aq '##' "$drawn"
	looks_readable 140 80 dark light plain
}

@test "on a terminal of eight colours" {
	terminal 100 50 -- qr alice
	sed -i 's/\x1b\[38;5;[0-9;]*m//g' "$drawn"
	looks_readable 100 50 plain
}

@test "inverted" {
	terminal 100 50 -- qr alice
	mv "$drawn" normal
	terminal 100 50 -- qr --invert alice
	[ "$status" -eq 0 ]
	"$PICTURE" 100 50 plain <"$drawn" >inverted.ppm
	"$PICTURE" 100 50 plain <normal >normal.ppm
	# The corner of the screen: quiet zone, white or black.
	[ "$(tail -c +16 normal.ppm | head -c 3 | od -An -tu1)" = \
		' 255 255 255' ]
	[ "$(tail -c +16 inverted.ppm | head -c 3 | od -An -tu1)" = '   0   0   0' ]
}

@test "without colours the terminal's own are used" {
	terminal 100 50 NO_COLOR=1 -- qr alice
	lacks $'\e' "$drawn"
	looks_readable 100 50 plain
	terminal 100 50 -- --no-color qr --invert alice
	lacks $'\e' "$drawn"
	looks_readable 100 50 paper
}

@test "a small terminal: by how much" {
	terminal 45 21 -- qr alice
	[ "$status" -eq 1 ]
	cat "$drawn"
	grep -aqx $'otp: the terminal lacks [0-9]* columns and [0-9]* rows for this QR code, which needs [0-9]* x [0-9]*; make it larger, or write a picture with -o FILE.png\r' \
		"$drawn"
	lacks $'\xe2\x96' "$drawn"
}

@test "a terminal that just fits, and one row or column less" {
	local columns rows
	terminal 1 1 -- qr alice
	columns=$(sed -n 's/.*which needs \([0-9]*\) x \([0-9]*\);.*/\1/p' "$drawn")
	rows=$(sed -n 's/.*which needs \([0-9]*\) x \([0-9]*\);.*/\2/p' "$drawn")
	terminal "$columns" "$rows" -- qr alice
	looks_readable "$columns" "$rows" dark light
	# There is no room for the name then.
	lacks alice "$drawn"
	terminal "$columns" $((rows - 1)) -- qr alice
	[ "$status" -eq 1 ]
	grep -aq 'lacks 1 row for' "$drawn"
	terminal $((columns - 1)) "$rows" -- qr alice
	[ "$status" -eq 1 ]
	grep -aq 'lacks 1 column for' "$drawn"
}

@test "a terminal that does not know its size" {
	terminal 0 0 -- qr alice
	looks_readable 100 50 dark
}

@test "never into a pipe without --force" {
	expect 1 qr alice
	prints ''
	says 'otp: standard output is no terminal, and the QR code holds the key; --force writes it there all the same, -o FILE.png a picture'
}

@test "into a pipe with --force: dark on light, no colours" {
	expect 0 qr --force alice
	says ''
	drawn=$BATS_TEST_TMPDIR/drawn
	"$OTP" qr --force alice | sed 's/$/\r/' >"$drawn"
	lacks $'\e' "$drawn"
	looks_readable 100 50 paper
}

@test "HOTP: the code carries the counter, and does not advance it" {
	need zbarimg
	# Adding has handed out the code of 7.
	add Bank:bob --type hotp --counter 7
	expect 0 -q qr -o bob.png bob
	[[ $(read_by zbarimg bob.png) == otpauth://hotp/*counter=8* ]]
	json '.counter == 8' show --json bob
}

@test "names beyond ASCII, and long ones" {
	need zbarimg ZXingReader
	key=$KEY add "Übergröße 東京:$(printf 'x%.0s' {1..200})"
	expect 0 -q qr -o long.png Übergröße
	[[ $(read_by zbarimg long.png) == *"$URI"* ]]
	[[ $(read_by ZXingReader long.png) == *"$URI"* ]]
}

@test "an account too large for any QR code" {
	add "$(printf 'ü%.0s' {1..500}):$(printf 'ü%.0s' {1..500})"
	expect 1 -q qr -o big.png ü
	# shellcheck disable=SC2154
	[[ $stderr == *'must be at most 2953 bytes for a QR code, is '* ]]
	[ ! -e big.png ]
}

@test "no such account, or several" {
	add GitHub:a
	add GitLab:b
	expect 3 qr -o code.png nobody
	expect 4 qr -o code.png Git
	[ ! -e code.png ]
}
