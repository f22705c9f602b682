#!/bin/sh
# Makes the sample enrolment pages beside it, from want.tsv: what a person
# sees, and takes a screenshot of, when a service offers a second factor. Run
# by hand, with qrencode, ImageMagick, the DejaVu fonts and zbarimg; the
# pictures are committed, so that nobody else needs these.
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

sans=DejaVu-Sans bold=DejaVu-Sans-Bold mono=DejaVu-Sans-Mono

uri() {
	awk -F '\t' -v file="$1" '$1 == file { print $2 }' want.tsv
}

# code FILE SIZE LEVEL [INK PAPER]: the QR code of FILE, SIZE pixels a module.
code() {
	uri "$1" | tr -d '\n' | qrencode -s "$2" -l "$3" -m 4 -8 \
		--foreground="${4:-000000}" --background="${5:-ffffff}" \
		-o "$dir/qr.png"
}

finish() {
	convert "$dir/page.png" -strip +dither -colors 24 "PNG8:$1"
	test "$(stat -c %s "$1")" -lt 40000
	zbarimg --nodbus -q --raw -Sqr.binary -Stest-inverted "$1" \
		>"$dir/read"
	test "$(cat "$dir/read")" = "$(uri "$1")"
}

ws_ftp() {
	code "$1" 4 M
	convert -size 860x620 xc:'#eef1f4' \
		-fill '#1d4f7c' -draw 'rectangle 0,0 860,56' \
		-fill white -font $bold -pointsize 20 \
		-draw 'text 24,36 "Web Transfer"' \
		-fill white -stroke '#c5ccd3' \
		-draw 'roundrectangle 60,90 800,580 6,6' -stroke none \
		-fill '#222222' -font $bold -pointsize 18 \
		-draw 'text 90,130 "Set up two-factor authentication"' \
		-font $sans -pointsize 14 -draw "text 90,164 '$2'" \
		-draw 'text 90,186 "then type the code that it shows."' \
		-fill '#1d6fb8' -draw 'text 520,300 "Show key"' \
		-fill '#222222' -draw 'text 520,350 "Code"' \
		-fill white -stroke '#8899aa' \
		-draw 'rectangle 520,360 680,392' -stroke none \
		-fill '#1d4f7c' -draw 'rectangle 520,410 620,444' \
		-fill white -font $bold -draw 'text 544,432 "Verify"' \
		"$dir/qr.png" -geometry +100+214 -composite "$dir/page.png"
	finish "$1"
}

voip_ms() {
	code "$1" 5 L
	convert -size 760x640 xc:white \
		-fill '#f7941e' -draw 'rectangle 0,0 760,8' \
		-fill '#333333' -font $bold -pointsize 22 \
		-draw 'text 40,60 "Two-factor authentication"' \
		-font $sans -pointsize 14 \
		-draw 'text 40,96 "Scan this image. It is shown only once."' \
		"$dir/qr.png" -geometry +240+130 -composite \
		-fill '#333333' -font $mono -pointsize 18 \
		-draw 'text 262,430 "OQZ3 WKVB NEYT L5XG"' \
		-font $sans -pointsize 14 \
		-draw 'text 240,470 "Key for jane.doe@example.org"' \
		-fill '#f7941e' -draw 'roundrectangle 240,500 420,540 4,4' \
		-fill white -font $bold -draw 'text 268,525 "Enable 2FA"' \
		"$dir/page.png"
	finish "$1"
}

crushftp() {
	code "$1" 3 M
	convert -size 700x460 xc:'#dfe5ea' \
		-fill '#3b3b3b' -draw 'rectangle 0,0 700,40' \
		-fill white -font $bold -pointsize 16 \
		-draw 'text 16,26 "User Manager"' \
		-fill white -draw 'rectangle 20,60 680,440' \
		-fill '#222222' -font $sans -pointsize 13 \
		-draw 'text 40,90 "OTP validation for logins"' \
		-draw "text 380,160 'User: $2'" \
		-draw "text 380,184 'Token length: $3'" \
		-draw "text 380,208 'Hash: $4'" \
		"$dir/qr.png" -geometry +50+120 -composite "$dir/page.png"
	finish "$1"
}

# wmspanel FILE PAGE CARD INK QR-INK QR-PAPER ACCENT
wmspanel() {
	code "$1" 4 L "$5" "$6"
	convert -size 1000x680 "xc:$2" \
		-fill "$7" -draw 'rectangle 0,0 200,680' \
		-fill white -font $bold -pointsize 18 \
		-draw 'text 24,44 "Panel"' -font $sans -pointsize 14 \
		-draw 'text 24,100 "Servers"' -draw 'text 24,134 "Streams"' \
		-draw 'text 24,168 "Statistics"' \
		-draw 'text 24,202 "Account"' \
		-fill "$3" -draw 'roundrectangle 240,40 960,640 8,8' \
		-fill "$4" -font $bold -pointsize 20 \
		-draw 'text 270,86 "Enable 2FA: step 2 of 3"' \
		-font $sans -pointsize 14 \
		-draw 'text 270,124 "1. Install an app"' \
		-draw 'text 430,124 "2. Scan the code"' \
		-draw 'text 590,124 "3. Keep the backup codes"' \
		-fill "$7" -draw 'rectangle 270,140 930,144' \
		"$dir/qr.png" -geometry +290+180 -composite \
		-fill "$4" -draw 'text 560,230 "Scan the picture and"' \
		-draw 'text 560,252 "type the six digits:"' \
		-fill none -stroke "$4" -draw 'rectangle 560,270 720,304' \
		-stroke none -fill "$7" \
		-draw 'roundrectangle 560,330 680,366 4,4' \
		-fill white -font $bold -draw 'text 594,353 "Confirm"' \
		"$dir/page.png"
	finish "$1"
}

ws_ftp ws_ftp.png 'Scan the picture with an authenticator (time based),'
ws_ftp ws_ftp_hotp.png 'Scan the picture with an authenticator (counter based),'
voip_ms voip_ms.png
crushftp crushftp_8.png sftp-robot 8 SHA-256
crushftp crushftp_7.png webdav.admin 7 SHA-1
wmspanel wmspanel_light.png '#f2f4f7' white '#20262e' 000000 ffffff '#2b5fa8'
wmspanel wmspanel_dark.png '#14171b' '#1d2127' '#d7dce2' d7dce2 1d2127 \
	'#24415f'
ls -l ./*.png
