#!/usr/bin/env bats

load scan.bash

# Every prefix of FILE in steps, and FILE with bytes overwritten: an answer or
# one line, never a signal.
survives_damage() {
	local file=$1 size at
	size=$(stat -c %s "$file")
	for at in 0 1 9 20 40 100 $((size / 4)) $((size / 2)) $((size - 9)); do
		[ "$at" -lt "$size" ] || continue
		head -c "$at" "$file" >"$BATS_TEST_TMPDIR/cut"
		one_answer "$BATS_TEST_TMPDIR/cut"
		cp "$file" "$BATS_TEST_TMPDIR/bad"
		printf '\377\001' | dd of="$BATS_TEST_TMPDIR/bad" bs=1 \
			seek="$at" conv=notrunc status=none
		one_answer "$BATS_TEST_TMPDIR/bad"
	done
}

one_answer() {
	scan "$1"
	echo "status $status: $line"
	case $status in
	0) [ -n "$output" ] && [ -z "$line" ] ;;
	1 | 3 | 4) [ -z "$output" ] && [ "$(wc -l <<<"$line")" -eq 1 ] &&
		[ -n "$line" ] ;;
	*) false ;;
	esac
}

# refused TEXT LINE: the file of printf '%b' TEXT is refused with LINE.
refused() {
	printf '%b' "$1" >"$BATS_TEST_TMPDIR/file"
	scan "$BATS_TEST_TMPDIR/file"
	echo "$1: $status $line"
	[ "$status" -eq 1 ]
	[ -z "$output" ]
	[ "$line" = "$2" ]
}

# refuses MISSING: so the kernel that was made to lack it.
refuses() {
	scan "$DATA/pictures/url.png"
	echo "$status $output $line"
	[ "$status" -eq 5 ]
	[ -z "$output" ]
	[ "$line" = "is refused: the kernel has $1 to confine the decoder with; \
\"otp import --no-sandbox\" goes without, for pictures that you trust" ]
	scan "$DATA/pictures/url.png" --no-sandbox
	echo "$status $output $line"
	[ "$status" -eq 0 ]
	[ "$output" = https://example.com/ ]
	[ -z "$line" ]
}

@test "every sample enrolment page gives its URI" {
	while IFS=$'\t' read -r file uri; do
		scan "$DATA/enrol/$file"
		echo "$file: $output $line"
		[ "$status" -eq 0 ]
		[ "$output" = "$uri" ]
		[ -z "$line" ]
	done <"$DATA/enrol/want.tsv"
}

@test "every picture of the table gives its payloads or its line" {
	for file in $(cut -f 1 "$DATA/pictures/want.tsv" | uniq); do
		scan "$DATA/pictures/$file" --encodings
		want=$(awk -F '\t' -v file="$file" \
			'$1 == file { print $3 }' "$DATA/pictures/want.tsv")
		want_status=$(awk -F '\t' -v file="$file" \
			'$1 == file { print $2; exit }' \
			"$DATA/pictures/want.tsv")
		echo "$file: $status $output $line"
		[ "$status" -eq "$want_status" ]
		[ "$output$line" = "$want" ]
	done
}

@test "the largest QR code arrives whole" {
	scan "$DATA/pictures/big.png"
	[ "$status" -eq 0 ]
	[ "$output" = "$(head -c 2953 /dev/zero | tr '\0' x)" ]
}

@test "what is no picture is refused by what it is" {
	refused '' 'is empty'
	refused 'just text' \
		'must be a PNG, JPEG, WebP, GIF or BMP picture, is none of them'
	refused '%PDF-1.7' \
		'is a PDF document, which is not read here: take a screenshot of it'
	refused 'II*\0\010\0\0\0' \
		'is a TIFF picture, which is not read here: take a screenshot of it'
	refused '<?xml version="1.0"?>\n<svg width="9"/>' \
		'is an SVG drawing, which is not read here: take a screenshot of it'
}

# A build with HEIF=1 needs libheif.
reads_heif() {
	readelf -d "$SCAN" | grep -q libheif
}

@test "HEIC and AVIF are refused by what they are, but in a build with them" {
	if reads_heif; then
		for file in url.heic url.avif; do
			scan "$DATA/pictures/$file"
			echo "$file: $status $output $line"
			[ "$status" -eq 0 ]
			[ "$output" = https://example.com/ ]
			head -c 2000 "$DATA/pictures/$file" \
				>"$BATS_TEST_TMPDIR/cut"
			scan "$BATS_TEST_TMPDIR/cut"
			[ "$line" = 'is a damaged HEIC or AVIF picture' ]
			survives_damage "$DATA/pictures/$file"
		done
		return
	fi
	for file in url.heic url.avif; do
		scan "$DATA/pictures/$file"
		[ "$status" -eq 1 ]
	done
	refused '\0\0\0\030ftypheic' \
		'is a HEIC picture, which is not read here: take a screenshot of it'
	refused '\0\0\0\034ftypavif' \
		'is an AVIF picture, which is not read here: take a screenshot of it'
}

@test "a header alone is a damaged picture" {
	refused '\0211PNG\r\n\032\n' 'is a damaged PNG picture'
	refused '\0377\0330\0377\0340' 'is a damaged JPEG picture'
	refused 'GIF89a' 'is a damaged GIF picture'
	refused 'RIFF\020\0\0\0WEBPVP8 ' 'is a damaged WebP picture'
	refused 'BM\020\0\0\0\0\0\0\0\020\0\0\0' 'is a damaged BMP picture'
}

@test "sizes beyond the limits are refused by the header alone" {
	local gif='GIF89a\0377\0377\0377\0377\0\0\0'
	local far='\0\0\01\0' bmp
	refused "$gif" 'must be at most 120 megapixels, is 65535 x 65535'
	bmp='BM\0\0\0\0\0\0\0\0\066\0\0\0\050\0\0\0'
	bmp+="$far$far"'\01\0\030\0\0\0\0\0'
	bmp+='\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
	bmp+='\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0'
	refused "$bmp" 'must be at most 65535 pixels a side, is 65536 x 65536'
}

@test "a GIF without a frame is a damaged picture" {
	refused 'GIF89a\010\0\010\0\0\0\0;' 'is a damaged GIF picture'
}

@test "a code above the damage of a picture is read" {
	head -c 6500 "$DATA/enrol/ws_ftp.png" >"$BATS_TEST_TMPDIR/cut.png"
	scan "$BATS_TEST_TMPDIR/cut.png"
	echo "$status $line"
	[ "$status" -eq 0 ]
	[[ $output == otpauth://totp/WS_FTP* ]]
}

@test "a damaged PNG ends with an answer" {
	survives_damage "$DATA/pictures/three.png"
	survives_damage "$DATA/pictures/interlaced.png"
}

@test "a damaged JPEG ends with an answer" {
	survives_damage "$DATA/pictures/code.jpg"
	survives_damage "$DATA/pictures/progressive.jpg"
}

@test "a damaged WebP ends with an answer" {
	survives_damage "$DATA/pictures/code.webp"
	survives_damage "$DATA/pictures/late.webp"
}

@test "a damaged GIF ends with an answer" {
	survives_damage "$DATA/pictures/late.gif"
}

@test "a damaged BMP ends with an answer" {
	survives_damage "$DATA/pictures/bits8.bmp"
	survives_damage "$DATA/pictures/bits32.bmp"
}

@test "a code in a rare encoding asks for all of them, and the usual are read" {
	need_sandbox # without one, what is missing is loaded when it is needed
	scan "$DATA/pictures/encodings.png"
	[ "$status" -eq 6 ]
	[ "$output" = 'iso8859-1 é
shift_jis 東
utf-8 日
漢字' ]
}

@test "a word on the command line is a usage error" {
	run "$SCAN" picture.png
	[ "$status" -eq 2 ]
	[ "${lines[0]}" = "usage: otp-scan [--no-sandbox] [--encodings] < PICTURE" ]
}

@test "without landlock or seccomp it refuses, but for --no-sandbox" {
	need_sandbox
	without landlock
	refuses 'no landlock'
	without seccomp
	refuses 'no seccomp'
	without landlock seccomp
	refuses 'neither landlock nor seccomp'
}

@test "no byte of the picture is read before the sandbox is entered" {
	need_sandbox
	command -v strace >/dev/null || skip "no strace"
	strace -o "$BATS_TEST_TMPDIR/calls" "$SCAN" \
		<"$DATA/pictures/url.png" >/dev/null ||
		skip "strace may not trace here"
	awk '/^seccomp\(SECCOMP_SET_MODE_FILTER/ && !/NULL/ { sealed = NR }
		/^read\(0,/ && !picture { picture = NR }
		/^(open|openat|socket|execve|clone)\(/ && NR > 1 { last = NR }
		END { exit !(sealed && sealed < picture && last < sealed) }' \
		"$BATS_TEST_TMPDIR/calls"
}

@test "the sandbox changes no answer" {
	need_sandbox
	for file in utf8.png parts.png late.webp cmyk.jpg none.png; do
		scan "$DATA/pictures/$file"
		inside="$status $output $line"
		scan "$DATA/pictures/$file" --no-sandbox
		[ "$inside" = "$status $output $line" ]
	done
}
