#!/usr/bin/env bats
# otp import

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

DATA=$BATS_TEST_DIRNAME/../data

prepare() {
	make_vault
}

uris() {
	printf 'otpauth://totp/Site:%s?secret=%s&issuer=Site\n' \
		one "$KEY" two "$OTHER_KEY"
}

# The code that oathtool makes of an otpauth URI at a time.
code_of() {
	local uri=$1 at=$2 query algorithm digits period
	query="&${uri#*\?}&"
	value() { sed -nE "s/.*&$1=([^&]*)&.*/\1/p" <<<"$query"; }
	algorithm=$(value algorithm) digits=$(value digits)
	period=$(value period)
	oathtool --totp="${algorithm:-SHA1}" --digits="${digits:-6}" \
		--time-step-size="${period:-30}" --base32 --now "@$at" \
		"$(value secret)"
}

@test "a screenshot: one line, with the current code, and a summary last" {
	expect 0 --at 1111111109 import "$DATA/enrol/voip_ms.png"
	uri=$(awk -F'\t' '$1 == "voip_ms.png" { print $2 }' \
		"$DATA/enrol/want.tsv")
	prints "$(printf 'added\tVoIP.ms:jane.doe@example.org\t%s\n%s' \
		"$(code_of "$uri" 1111111109)" \
		'1 added, 0 duplicate, 0 skipped')"
	says ''
}

@test "every sample screenshot gives its account, codes as of oathtool" {
	expect 0 import "$DATA"/enrol/*.png
	while IFS=$'\t' read -r _ uri _; do
		[[ $uri == otpauth://totp/* ]] || continue
		label=${uri#otpauth://totp/} label=${label%%\?*}
		name=$(printf '%b' "${label//%/\\x}")
		expect 0 --at 1234567890 get "$name"
		prints "$(code_of "$uri" 1234567890)"
	done <"$DATA/enrol/want.tsv"
}

@test "codes in rare encodings are read, too, from a file and a pipe" {
	for source in "$DATA/pictures/encodings.png" -; do
		run --separate-stderr "$OTP" import "$source" \
			<"$DATA/pictures/encodings.png"
		[ "$status" -eq 3 ]
		# shellcheck disable=SC2154 # stderr is set by run
		[[ $stderr == *': the 18 QR codes in it are not for'* ]]
	done
}

@test "a counter account gets in without using up its first code" {
	expect 0 import "$DATA/enrol/ws_ftp_hotp.png"
	[[ $output == $'added\tWS_FTP Server:CONTOSO\\backup_svc\t-\n'* ]]
	says 'WS_FTP Server:CONTOSO\backup_svc: its first code is given, and used up, by "otp get"'
	json '.type == "hotp" and .counter == 0' show --json WS_FTP
}

@test "a list of URIs, by content" {
	uris >list.txt
	expect 0 --at 59 import list.txt
	prints "$(printf 'added\tSite:one\t%s\nadded\tSite:two\t%s\n%s' \
		"$(totp 59)" \
		"$(oathtool --totp --base32 --now @59 "$OTHER_KEY")" \
		'2 added, 0 duplicate, 0 skipped')"
}

@test "a list as PowerShell writes it: UTF-16, alone and in a folder" {
	mkdir lists
	printf 'otpauth://totp/Z\xc3\xbcrich?secret=%s\r\n' "$KEY" |
		iconv -f UTF-8 -t UTF-16 >lists/list.txt
	expect 0 import --dry-run lists/list.txt
	same account "${lines[0]%%$'\t'[0-9]*}" $'added\tZ\xc3\xbcrich'
	expect 0 import lists
	json '.[].account == "Z\u00fcrich"' list --json
}

@test "backups of other programs are named, and nothing is made of them" {
	printf '{"schemaVersion":4,"services":[{"otp":{"issuer":"a",
		"account":"b","digits":6,"algorithm":"SHA1"},"secret":"%s",
		"type":"x"}]}' "$KEY" >2fas.json
	printf 'AUTHENTICATORPRO\0\1\2' >stratum
	untouched fails 1 'otp: 2fas.json: is a backup of 2FAS, which otp cannot read; it takes QR codes and lists of otpauth:// URIs' \
		import 2fas.json
	untouched fails 1 'otp: stratum: is a backup of Stratum, which otp cannot read; it takes QR codes and lists of otpauth:// URIs' \
		import stratum
}

@test "- is standard input, for lists and for pictures" {
	expect_fed "$(uris)" 0 import -
	[[ $output == *'2 added, 0 duplicate, 0 skipped' ]]
	run --separate-stderr setsid -w "$OTP" import - \
		<"$DATA/enrol/voip_ms.png"
	check_status 0 import -
	[[ $output == *'1 added, 0 duplicate, 0 skipped' ]]
}

@test "duplicates of the vault and within the sources are told" {
	uris >list.txt
	expect 0 import list.txt list.txt
	same outcomes "$(cut -f1 <<<"$output" | head -4 | paste -sd,)" \
		added,added,duplicate,duplicate
	untouched expect 0 import list.txt
	prints "$(printf 'duplicate\tSite:%s\t\n' one two)
0 added, 2 duplicate, 0 skipped"
}

@test "--dry-run tells the same and saves nothing" {
	uris >list.txt
	untouched expect 0 --at 59 import --dry-run list.txt
	prints "$(printf 'added\tSite:one\t%s\nadded\tSite:two\t%s\n%s' \
		"$(totp 59)" \
		"$(oathtool --totp --base32 --now @59 "$OTHER_KEY")" \
		'dry run: 2 added, 0 duplicate, 0 skipped')"
	expect 0 list
	prints ''
}

@test "all of it is one save" {
	uris >list.txt
	expect 0 import list.txt "$DATA/enrol/voip_ms.png"
	same revisions "$(find "${VAULT%/*}/revisions" -type f | wc -l)" 1
}

@test "some entries skipped: each with its reason, the others added: 7" {
	{ uris; echo "otpauth://totp/bad?secret=$KEY&digits=60"; } >list.txt
	expect 7 import list.txt
	says 'otp: import: not everything could be imported'
	grep -qE $'^skipped: list.txt: .*digits: must be 4 to 10, is 60\t' \
		<<<"$output"
	same summary "$(tail -1 <<<"$output")" \
		'2 added, 0 duplicate, 1 skipped'
	[[ $output != *"$KEY"* ]]
}

@test "only skipped entries: 1" {
	echo "otpauth://totp/bad?secret=$KEY&digits=60" >list.txt
	untouched expect 1 import list.txt
}

@test "one of several files is bad: it is named, the others go on: 7" {
	uris >list.txt
	expect 7 import nonexistent.png list.txt
	same lines "$(wc -l <<<"$stderr")" 2
	[[ $stderr == 'otp: nonexistent.png: cannot open: No such file or directory'* ]]
	same summary "$(tail -1 <<<"$output")" \
		'2 added, 0 duplicate, 0 skipped, 1 of 2 sources unusable'
}

@test "a file that is not there, alone: 1" {
	untouched fails 1 \
		'otp: nonexistent.png: cannot open: No such file or directory' \
		import nonexistent.png
}

@test "a picture with no QR code: 3" {
	untouched expect 3 import "$DATA/pictures/none.png"
	[[ $stderr == otp:*none.png:* ]]
	prints ''
}

@test "a picture with another barcode: 3" {
	untouched expect 3 import "$DATA/pictures/ean13.png"
	[[ $stderr == otp:*ean13.png:* ]]
}

@test "a QR code that is not otpauth: what it is, 3" {
	untouched expect 3 import "$DATA/pictures/url.png"
	[[ $stderr == otp:*url.png:* ]]
	untouched expect 3 import "$DATA/pictures/wifi.png"
	[[ $stderr == otp:*wifi.png:*[Ww]i*[Ff]i* ]]
}

@test "a decompression bomb: one line, 1" {
	untouched expect 1 import "$DATA/pictures/bomb.png"
	[[ $stderr == otp:*bomb.png:* ]]
	same lines "$(wc -l <<<"$stderr")" 1
}

@test "all sources bad in the same way: that status" {
	untouched expect 3 import "$DATA/pictures/none.png" \
		"$DATA/pictures/ean13.png"
	same summary "$(tail -1 <<<"$output")" \
		'0 added, 0 duplicate, 0 skipped, 2 of 2 sources unusable'
}

@test "a file that is nothing known: 1" {
	head -c 3000 /dev/zero >zeros
	untouched expect 1 import zeros
	[[ $stderr == 'otp: zeros: '* ]]
	: >empty
	untouched expect 1 import empty
	[[ $stderr == 'otp: empty: '* ]]
}

@test "without landlock a picture is refused, but for --no-sandbox" {
	local short="$OTP_BUILD/tests/tools/without" why
	case $OTP_BUILD in
	*asan) skip 'no sandbox under the sanitizers: nothing was checked' ;;
	esac
	[ -z "${OTP_UNCONFINED-}" ] ||
		skip 'no sandbox in this kernel: nothing was checked'
	"$short" landlock -- true || skip 'cannot simulate it here'
	why='is refused: the kernel has no landlock to confine the decoder with; "otp import --no-sandbox" goes without, for pictures that you trust'
	uris >list.txt
	mkdir shots
	cp "$DATA/enrol/voip_ms.png" "$DATA/enrol/ws_ftp.png" list.txt shots
	run --separate-stderr "$short" landlock -- "$OTP" import shots/ws_ftp.png
	check_status 1 import
	says "otp: shots/ws_ftp.png: $why"
	prints ''
	# once, and not for every picture in it
	run --separate-stderr "$short" landlock -- "$OTP" import shots
	check_status 1 import
	says "otp: shots: $why"
	prints ''
	run --separate-stderr "$short" landlock -- "$OTP" doctor
	grep -qF 'no landlock: pictures are read with otp import --no-sandbox only' \
		<<<"$output"
	run --separate-stderr "$short" landlock -- \
		"$OTP" import --no-sandbox shots
	check_status 0 import
	same summary "$(tail -1 <<<"$output")" \
		'4 added, 0 duplicate, 0 skipped'
	# what is no picture needs none of it
	run --separate-stderr "$short" landlock -- "$OTP" import list.txt
	check_status 0 import
}

@test "--from must be a known format; the valid words are listed" {
	uris >list.txt
	expect 2 import --from nonsense list.txt
	[[ $stderr == 'otp: --from: must be one of '*uri*'; is nonsense' ]]
	expect 0 import --from uri list.txt
	# what the content says does not matter then
	untouched expect_fed '{}' 1 import --from uri -
}

@test "--list names the formats, without a vault" {
	rm "$VAULT"
	expect 0 import --list
	[ -n "$output" ]
	not grep -vP '^[a-z0-9-]+\t.+$' <<<"$output"
}

@test "import wants a source" {
	fails 2 'otp: import: needs FILE, -, --clipboard, --screen or --camera; see "otp help import"' import
}

@test "--clipboard takes the picture from it" {
	mkdir bin
	cat >bin/xclip <<-END
	#!/bin/sh
	case "\$*" in
	*TARGETS*) echo image/png ;;
	*image/png*) cat '$DATA/enrol/voip_ms.png' ;;
	esac
	END
	chmod +x bin/xclip
	DISPLAY=:9 PATH=$HOME/bin:$PATH expect 0 import --clipboard
	[[ $output == *'1 added, 0 duplicate, 0 skipped' ]]
}

@test "--screen takes the picture from it" {
	mkdir bin
	printf '#!/bin/sh\ncat %s/enrol/voip_ms.png\n' "$DATA" >bin/maim
	chmod +x bin/maim
	DISPLAY=:9 PATH=$HOME/bin:$PATH expect 0 import --screen
	[[ $output == $'added\tVoIP.ms:'*'1 added, 0 duplicate, 0 skipped' ]]
}

@test "an entry of a backup is named by its place and field, never its key" {
	cat >all.json <<-END
		[{"id":"0b5c6d0e-1111-4222-8333-444455556666","issuer":"A",
		"account":"b","type":"totp","algorithm":"SHA1","digits":6,
		"period":30,"tags":[],"note":"","favorite":false,
		"recovery_left":0,"secret":"$KEY"},
		{"id":"0b5c6d0e-1111-4222-8333-444455556667","issuer":"A",
		"account":"c","type":"totp","algorithm":"SHA1","digits":60,
		"period":30,"tags":[],"note":"","favorite":false,
		"recovery_left":0,"secret":"$OTHER_KEY"}]
	END
	expect 7 --at 59 import all.json
	prints "added	A:b	$(totp 59)
skipped: all.json: [1].digits: must be 4 to 10, is 60	A:c	
1 added, 0 duplicate, 1 skipped"
	[[ $stderr != *"$OTHER_KEY"* ]]
}

@test "--clipboard and --screen without a display fail and say so" {
	untouched expect 1 import --clipboard
	[[ $stderr == 'otp: clipboard: '* ]]
	untouched expect 1 import --screen
	[[ $stderr == 'otp: screen: '* ]]
}

@test "terminal escapes in a name never reach the terminal" {
	printf 'otpauth://totp/a%%1b%%5b31mb?secret=%s\n' "$KEY" >list.txt
	run "$OTP" import list.txt
	[[ $output != *$'\033'* ]]
}

@test "terminal escapes and bad UTF-8 in a QR code never reach the terminal" {
	printf 'otpauth://totp/a\033]0;title\007%%1b%%5b31m\302\233?secret=%s' \
		"$KEY" | qrencode -8 -s 3 -o escapes.png
	printf 'otpauth://totp/b\377\376?secret=%s' "$KEY" |
		qrencode -8 -s 3 -o latin1.png
	printf '\033[31mhttps://example.com/\033[2J' |
		qrencode -8 -s 3 -o text.png
	run "$OTP" import escapes.png latin1.png text.png
	[[ $output == *added*added* ]]
	not grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' <<<"$output"
	run "$OTP" import text.png
	not grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' <<<"$output"
}

@test "a code for something else beside an account: a note, and 0" {
	local picture=$DATA/pictures/late.gif
	expect 0 --at 59 import "$picture"
	prints "$(printf 'added\tExample:alice\t%s\n%s' \
		"$(oathtool --totp --base32 --now @59 JBSWY3DPEHPK3PXP)" \
		'1 added, 0 duplicate, 0 skipped')"
	says "$picture: a QR code in it is not for an authenticator: a web address (https://example.com/)"
	expect 0 import "$picture"
	prints $'duplicate\tExample:alice\t\n0 added, 1 duplicate, 0 skipped'
}
