#!/bin/bash
# Makes the pictures beside it, which want.tsv tells the answers to. Run by
# hand, with qrencode, ImageMagick, Python (segno, Pillow) and zbarimg; the
# pictures are committed.
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
uri='otpauth://totp/Example:alice?secret=JBSWY3DPEHPK3PXP&issuer=Example'

# code FILE TEXT [OPTION...]
code() {
	local file=$1 text=$2
	shift 2
	printf '%s' "$text" | qrencode -8 -s 3 -o "$dir/$file" "$@"
}

# flat FILE: commits a picture of few colours as it is.
flat() {
	convert "$dir/$1" -strip "$1"
}

code url.png 'https://example.com/'
code wifi.png 'WIFI:T:WPA;S:Home;P:correct horse;;'
code utf8.png 'otpauth://totp/Müller:café€?secret=JBSWY3DPEHPK3PXP'
code latin1.png "$(printf 'otpauth://totp/M\xfcller?secret=JBSWY3DPEHPK3PXP')"
code mark.png "$(printf '\xef\xbb\xbfhello')"
code a.png first
code b.png second
code c.png third
code uri.png "$uri"
printf 'zero\0byte' | qrencode -8 -s 3 -r /dev/stdin -o "$dir/nul.png"
head -c 2953 /dev/zero | tr '\0' x |
	qrencode -8 -s 2 -l L -v 40 -r /dev/stdin -o "$dir/big.png"
for f in url wifi utf8 latin1 mark nul big; do
	flat $f.png
done

convert -size 500x300 xc:white "$dir/b.png" -geometry +320+40 -composite \
	"$dir/a.png" -geometry +40+60 -composite \
	"$dir/c.png" -geometry +200+190 -composite -colors 2 PNG8:three.png
convert -size 300x150 xc:white "$dir/a.png" -geometry +20+20 -composite \
	"$dir/a.png" -geometry +160+20 -composite -colors 2 PNG8:same.png
convert "$dir/a.png" \( "$dir/b.png" -negate -bordercolor black -border 12 \) \
	+append -colors 2 PNG8:mixed.png
convert -size 200x150 gradient:gray20-gray90 -fill gray50 \
	-draw 'circle 90,70 130,90' -colors 16 PNG8:none.png
convert -size 1x1 xc:red 1x1.png

# Every encoding that can be declared, and Kanji mode.
python3 - <<'END'
import segno
from PIL import Image
letters = {"iso8859-1": "é", "iso8859-2": "ą", "iso8859-3": "ħ",
           "iso8859-4": "ķ", "iso8859-5": "Ж", "iso8859-6": "ب",
           "iso8859-7": "λ", "iso8859-8": "ש", "iso8859-9": "ğ",
           "iso8859-10": "Ŋ", "iso8859-11": "ก", "iso8859-13": "ų",
           "iso8859-14": "ẁ", "iso8859-15": "€", "iso8859-16": "ț",
           "shift_jis": "東", "utf-8": "日"}
codes = [segno.make("%s %s" % (name, letter), error="m", micro=False, version=2,
                    encoding=name, eci=True)
         for name, letter in letters.items()]
codes.append(segno.make("漢字", mode="kanji", micro=False, version=2, error="m"))
page = Image.new("1", (6 * 66, 3 * 66), 1)
for i, code in enumerate(codes):
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                page.paste(0, (i % 6 * 66 + 8 + 2 * x, i // 6 * 66 + 8 + 2 * y,
                               i % 6 * 66 + 10 + 2 * x, i // 6 * 66 + 10 + 2 * y))
page.save("encodings.png", optimize=True)
END

# A hand before it.
convert "$dir/uri.png" -fill gray60 -draw 'rectangle 45,55 140,140' \
	-colors 16 PNG8:covered.png

# A code in parts: all of them in one picture, and one alone.
code part.png "$(printf 'part %s, ' 1 2 3 4 5 6 7 8 9)" -S -v 2
convert "$dir"/part-0*.png +append -colors 2 PNG8:parts.png
convert "$dir/part-02.png" -strip part.png

convert "$dir/uri.png" -negate inverted.png
convert url.png -resize 300% url.heic
convert url.png -resize 300% url.avif
convert "$dir/uri.png" -transparent white transparent.png
convert "$dir/uri.png" -negate -transparent black transparent_white.png
convert "$dir/uri.png" -colorspace Gray -depth 16 -define png:bit-depth=16 \
	-define png:color-type=0 gray16.png
convert "$dir/uri.png" -depth 16 -define png:bit-depth=16 \
	-define png:color-type=6 rgba16.png
convert "$dir/uri.png" -interlace PNG -define png:color-type=2 interlaced.png
convert "$dir/uri.png" +level-colors navy,ivory PNG8:palette.png
convert "$dir/uri.png" -quality 60 code.jpg
convert "$dir/uri.png" -interlace JPEG -quality 60 progressive.jpg
convert "$dir/uri.png" -colorspace CMYK -quality 60 cmyk.jpg
convert "$dir/uri.png" -quality 50 code.webp
convert "$dir/uri.png" -define webp:lossless=true lossless.webp
convert "$dir/uri.png" code.gif
convert "$dir/uri.png" -interlace GIF interlaced.gif
convert -delay 20 none.png "$dir/uri.png" none.png "$dir/url.png" late.gif
convert -delay 20 none.png \( "$dir/uri.png" -resize '200x150!' \) \
	-define webp:lossless=true late.webp
convert "$dir/uri.png" -type bilevel -depth 1 BMP3:bits1.bmp
convert none.png "$dir/url.png" -composite -colors 200 -type palette \
	BMP3:bits8.bmp
convert "$dir/url.png" -type truecolor BMP3:bits24.bmp
convert "$dir/url.png" -transparent white -type truecolormatte BMP:bits32.bmp

# A valid picture of 121 megapixels in 15 kB, and headers that lie.
python3 -c 'import struct, sys, zlib
def chunk(name, data):
    crc = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)
side = 11000
rows = (b"\0" + b"\xff" * ((side + 7) // 8)) * side
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" +
    chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)) +
    chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))' >bomb.png
lie() {
	head -c 16 1x1.png
	printf '%b' "$1"
	tail -c +25 1x1.png
}
lie '\x00\x00\xff\xff\x00\x00\xff\xff' >claims.png
lie '\x00\x01\x86\xa0\x00\x00\x00\x01' >wide.png

# EAN-13 4006381333931, which is in every description of that code.
awk 'BEGIN {
	split("0001101 0011001 0010011 0111101 0100011 0110001 0101111" \
		" 0111011 0110111 0001011", odd, " ")
	digits = "4006381333931"; parity = "OEOOEE"
	bits = "101"
	for (i = 2; i <= 13; i++) {
		o = odd[substr(digits, i, 1) + 1]; r = o
		gsub(/0/, "x", r); gsub(/1/, "0", r); gsub(/x/, "1", r)
		e = ""
		for (k = 7; k > 0; k--) e = e substr(r, k, 1)
		if (i == 8) bits = bits "01010"
		bits = bits (i > 7 ? r : \
			substr(parity, i - 1, 1) == "O" ? o : e)
	}
	bits = "000000000" bits "101000000000"
	print "P1"; print length(bits), 40
	for (y = 0; y < 40; y++) print bits
}' | sed '3,$s/./& /g' | convert PBM:- -scale 200% ean13.png

for f in *.png *.jpg *.webp *.gif *.bmp; do
	test "$(stat -c %s "$f")" -lt 40000
	zbarimg --nodbus -q --raw -Sqr.binary "$f" 2>/dev/null |
		sed "s/^/$f	/" | cut -c 1-100 || true
done
