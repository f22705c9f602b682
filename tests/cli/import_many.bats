#!/usr/bin/env bats
# otp import of exports in several parts, and of folders

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

DATA=$BATS_TEST_DIRNAME/../data

prepare() {
	make_vault
}

# part INDEX SIZE: the URI of a part of an export with one account, named by
# its number. Protobuf by hand: otp_parameters {secret "12345", name, issuer
# "b", SHA1, six, TOTP}, version 1, size, index, id 7.
part() {
	printf 'otpauth-migration://offline?data='
	{
		printf '\x0a\x13\x0a\x05''12345''\x12\x01%d' $(($1 + 1))
		printf '\x1a\x01''b''\x20\x01\x28\x01\x30\x02\x10\x01'
		# shellcheck disable=SC2059 # the numbers are the format
		printf "\\x18\\x$2\\x20\\x$1\\x28\\x07"
	} | base64 -w0 | sed 's/+/%2B/g; s|/|%2F|g; s/=/%3D/g'
}

picture_of_part() {
	part "$1" "$2" | qrencode -s 3 -o "part$1.png"
}

missing() {
	says "an export of Google Authenticator: $1"
}

@test "an export in three pictures is put together, in any order" {
	for i in 0 1 2; do picture_of_part $i 3; done
	expect 0 import part2.png part0.png part1.png
	same summary "$(tail -1 <<<"$output")" \
		'3 added, 0 duplicate, 0 skipped'
	says ''
	json '[.[].account] == ["1", "2", "3"]' list --json
}

@test "parts that are missing are named, what is there is added" {
	picture_of_part 1 3
	expect 0 import part1.png
	same summary "$(tail -1 <<<"$output")" \
		'1 added, 0 duplicate, 0 skipped'
	missing 'part 2 of 3; 1 and 3 are missing'
	part 0 3 >list.txt
	echo >>list.txt
	expect 0 import part1.png list.txt
	missing 'parts 1 and 2 of 3; 3 is missing'
	# all of them, though one is there already
	part 2 3 >>list.txt
	expect 0 import part1.png list.txt
	says ''
}

@test "parts as lines of text" {
	{ part 0 4; echo; part 3 4; echo; } >list.txt
	expect 0 import list.txt
	missing 'parts 1 and 4 of 4; 2 and 3 are missing'
	expect_fed "$(part 2 4)" 0 import -
	missing 'part 3 of 4; 1, 2 and 4 are missing'
}

# A folder as of screenshots: accounts, other codes, no codes, other files.
make_folder() {
	mkdir shots shots/below
	cp "$DATA/enrol/voip_ms.png" "$DATA/enrol/ws_ftp.png" shots
	cp "$DATA/pictures/none.png" "$DATA/pictures/url.png" shots
	cp "$DATA/enrol/crushftp_7.png" shots/below
	cp "$DATA/enrol/crushftp_7.png" shots/.hidden.png
	echo 'notes to myself' >shots/notes.txt
	head -c 70000 /dev/zero >shots/zeros
	printf '%%PDF-1.7' >shots/manual.pdf
	mkfifo shots/pipe
}

@test "a folder gives the accounts of its pictures" {
	make_folder
	expect 0 import shots
	same summary "$(tail -1 <<<"$output")" \
		'2 added, 0 duplicate, 0 skipped'
	says 'shots/url.png: a QR code in it is not for an authenticator: a web address (https://example.com/)
shots: 2 of 4 files had accounts; left out: 3 files of other kinds, 1 of a kind that is not read here (such as PDF, HEIC or SVG), 1 folder'
	json '[.[].issuer] | sort == ["VoIP.ms", "WS_FTP Server"]' list --json
}

@test "a list in a folder is taken, too, by content" {
	mkdir shots
	printf 'otpauth://totp/Site:one?secret=%s&issuer=Site\n' "$KEY" \
		>shots/list.png
	expect 0 import shots/
	[[ $output == $'added\tSite:one\t'* ]]
	says 'shots/: 1 of 1 file had accounts'
}

@test "a damaged picture in a folder is told, the others go on: 7" {
	make_folder
	rm shots/url.png
	head -c 200 "$DATA/enrol/ws_ftp.png" >shots/cut.png
	expect 7 import shots
	same summary "$(tail -1 <<<"$output")" \
		'2 added, 0 duplicate, 1 skipped'
	grep -q '^skipped: shots/cut.png: is a damaged ' <<<"$output"
}

@test "a code in a folder that cannot be read is told: 7, alone 3" {
	local why='there is a QR code in the picture, but it cannot be read: a larger, straighter, sharper or better lit picture of all of it helps'
	make_folder
	rm shots/url.png
	cp "$DATA/pictures/covered.png" shots
	expect 7 import shots
	same summary "$(tail -1 <<<"$output")" \
		'2 added, 0 duplicate, 1 skipped'
	grep -qxF "skipped: shots/covered.png: $why	QR code	" <<<"$output"
	[[ $stderr == *'otp: import: not everything could be imported' ]]
	mkdir alone
	mv shots/covered.png alone
	untouched expect 3 import alone
	prints "skipped: alone/covered.png: $why	QR code	
0 added, 0 duplicate, 1 skipped"
	says 'alone: 0 of 1 file had accounts
otp: import: nothing could be imported'
	untouched fails 3 "otp: alone/covered.png: $why" \
		import alone/covered.png
	# another reason beside it
	cp "$DATA/pictures/bomb.png" alone
	untouched expect 1 import alone
}

@test "a part of a message of several codes is told in a folder, too: 3" {
	mkdir shots
	cp "$DATA/pictures/part.png" shots
	untouched expect 3 import shots
	grep -qxF 'skipped: shots/part.png: holds only a part of a message of several QR codes: one picture of all of them is read	QR code	' <<<"$output"
}

@test "a folder with codes for other things only: what they are, 3" {
	mkdir shots
	cp "$DATA/pictures/url.png" "$DATA/pictures/wifi.png" shots
	untouched expect 3 import shots
	prints '0 added, 0 duplicate, 0 skipped'
	says 'shots/url.png: a QR code in it is not for an authenticator: a web address (https://example.com/)
shots/wifi.png: a QR code in it is not for an authenticator: a Wi-Fi network
shots: 0 of 2 files had accounts
otp: import: nothing could be imported'
}

@test "a file of a folder that may not be read is told: 7" {
	[ "$(id -u)" -ne 0 ] || skip 'root reads everything'
	make_folder
	chmod 0 shots/ws_ftp.png
	expect 7 import shots
	grep -q '^skipped: shots/ws_ftp.png: cannot open' <<<"$output"
}

@test "a folder without an account: 3, and what there was" {
	mkdir shots empty
	cp "$DATA/pictures/none.png" "$DATA/pictures/ean13.png" shots
	untouched fails 3 'otp: shots: no QR code that could be read in any of the 2 pictures of this folder' import shots
	untouched fails 3 'otp: empty: there is no picture and no list of accounts in this folder' import empty
	echo text >empty/text
	untouched fails 3 'otp: empty: there is no picture and no list of accounts in this folder' import empty
}

@test "folders and files in one run, one save" {
	make_folder
	rm shots/url.png
	expect 0 import shots "$DATA/enrol/crushftp_7.png"
	same summary "$(tail -1 <<<"$output")" \
		'3 added, 0 duplicate, 0 skipped'
	same revisions "$(find "${VAULT%/*}/revisions" -type f | wc -l)" 1
}

@test "an export whose parts are in one folder is put together" {
	mkdir shots
	for i in 0 1 2; do picture_of_part $i 3; done
	mv part?.png shots
	expect 0 import shots
	same summary "$(tail -1 <<<"$output")" \
		'3 added, 0 duplicate, 0 skipped'
	says 'shots: 3 of 3 files had accounts'
}

# A helper that dies on every picture that says so, and one that never ends.
with_helper() {
	mkdir -p bin libexec/otp
	cp "$OTP" bin/otp
	cat >libexec/otp/otp-scan
	chmod +x libexec/otp/otp-scan
	OTP=$PWD/bin/otp
}

@test "a crash of the decoder is one line, and the next file is read" {
	make_folder
	with_helper <<-END
	#!/bin/sh
	/bin/cat >'$PWD/picture'
	/bin/cmp -s '$PWD/picture' '$PWD/shots/ws_ftp.png' && kill -SEGV \$\$
	exec '${OTP%/bin/otp}/libexec/otp/otp-scan' <'$PWD/picture'
	END
	expect 7 import shots/ws_ftp.png shots/voip_ms.png
	same summary "$(tail -1 <<<"$output")" \
		'1 added, 0 duplicate, 0 skipped, 1 of 2 sources unusable'
	says 'otp: shots/ws_ftp.png: could not be decoded: otp-scan was ended by signal 11
otp: import: not everything could be imported'
	expect 7 import shots
	grep -q $'^skipped: shots/ws_ftp.png: could not be decoded: otp-scan was ended by signal 11\t' <<<"$output"
	rm shots/[a-v]*.png
	untouched expect 1 import shots
	grep -q $'^skipped: shots/ws_ftp.png: could not be decoded: ' <<<"$output"
}

@test "a picture that takes too long is told, the others go on: 7" {
	make_folder
	rm shots/url.png
	with_helper <<-END
	#!/bin/sh
	/bin/cat >'$PWD/picture'
	/bin/cmp -s '$PWD/picture' '$PWD/shots/ws_ftp.png' && kill -XCPU \$\$
	exec '${OTP%/bin/otp}/libexec/otp/otp-scan' <'$PWD/picture'
	END
	expect 7 import shots
	same summary "$(tail -1 <<<"$output")" \
		'1 added, 0 duplicate, 1 skipped'
	grep -qxF 'skipped: shots/ws_ftp.png: takes too long to decode: more than 20 s	file	' <<<"$output"
}

@test "Ctrl-C in the middle of a folder: 130, nothing saved, a bar until then" {
	make_folder
	with_helper <<-END
	#!/bin/sh
	[ -e '$PWD/second' ] && exec /bin/sleep 60
	: >'$PWD/second'
	exec '${OTP%/bin/otp}/libexec/otp/otp-scan'
	END
	untouched talk "'$OTP' import shots" 'Reading 5/9 [###########---------]' '^C'
	same status "$status" 130
}

@test "no passphrase for one file of a folder: that file is skipped" {
	mkdir shots
	cp "$DATA/enrol/ws_ftp.png" shots/b.png
	"$OTP" -q --vault shots/a.age init --work-factor 10
	talk "'$OTP' import shots" 'assphrase of shots/a.age' ''
	same status "$status" 7
	[[ $screen == *'1 added, 0 duplicate, 1 skipped'* ]]
	[[ $screen == *'skipped: shots/a.age: nothing was typed'* ]]
}
