#!/usr/bin/env bats
# otp extract: the one-time code in a message.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # the inner shell expands
load helpers

MESSAGES=$BATS_TEST_DIRNAME/../data/messages

# What otp makes of message $1: the code, "none" or "ambiguous".
answer() {
	local status=0 got
	got=$("$OTP" extract <"$1" 2>/dev/null) || status=$?
	case $status in
	0) echo "$got" ;;
	3) echo none ;;
	4) echo ambiguous ;;
	*) echo "status $status" ;;
	esac
}

# Where it is unsure it may say so; a wrong code is never right.
@test "the corpus: no wrong code, and 97 of 100 messages right" {
	local want message got count=0 right=0
	for want in "$MESSAGES"/*.want; do
		message=${want%.want}
		got=$(answer "$message")
		count=$((count + 1))
		case $got in
		"$(<"$want")") right=$((right + 1)) ;;
		none | ambiguous) echo "unsure: ${message##*/}" ;;
		*) same "${message##*/}" "$got" "$(<"$want")" ;;
		esac
	done
	echo "$right of $count"
	[ "$count" -ge 300 ]
	[ $((right * 100)) -ge $((count * 97)) ]
}

@test "the code and a newline, nothing else; no vault is needed" {
	expect_fed 'Your code is 482913.' 0 extract
	prints 482913
	says ''
	[ ! -e "$VAULT" ]
}

@test "nothing that is a code: 3" {
	for text in '' 'Hello' 'Order 482913' $'\xff\xfe\x00' '@example.com #'; do
		expect_fed "$text" 3 extract
		prints ''
		says 'otp: standard input: there is no one-time code in the message'
	done
}

@test "several candidates: 4, and a list on standard error" {
	expect_fed $'Alice: your code is 441100\nBob: your code is 229911\n' \
		4 extract
	prints ''
	says 'otp: standard input: 2 numbers in the message may be the code
441100	Alice: your code is 441100
229911	Bob: your code is 229911'
}

@test "the format that is bound to a domain comes first" {
	expect_fed $'Your code is 111111.\n\n@example.com #222222' 0 extract --json
	same json "$(jq -c . <<<"$output")" \
		'{"code":"222222","domain":"example.com"}'
	expect_fed 'Your code is 111111.' 0 extract --json
	same json "$(jq -c . <<<"$output")" '{"code":"111111"}'
}

@test "--from: the account's issuer decides" {
	local two=$'Alpha: your code is 441100\n\n\nSome words between the two, so that neither stands beside the other name, and some more of them still to come here.\n\nBeta: your code is 229911\n'
	make_vault
	add Alpha:alice
	add Beta:alice
	expect_fed "$two" 4 extract
	expect_fed "$two" 0 extract --from Beta
	prints 229911
	expect_fed "$two" 0 extract --from Alpha
	prints 441100
	expect_fed $'@alpha.example #1111\n@beta.example #2222\n' 0 \
		extract --from beta
	prints 2222
	expect_fed "$two" 3 extract --from nobody
	unset OTP_PASSPHRASE_FILE
	expect_fed "$two" 5 extract --from Beta
}

@test "a message that is too long is refused" {
	run --separate-stderr bash -c \
		'head -c 33554433 /dev/zero | "$0" extract' "$OTP"
	[ "$status" -eq 1 ]
	[[ $stderr == 'otp: standard input: '* ]]
}

@test "a code in boxes, in digits of other scripts, with blanks of all widths" {
	local text
	for text in 'Your code: 4 1 7 3 8 5' $'Your code:\n4\n1\n7\n3\n8\n5' \
		'<p>Your code:</p><div>4</div> <div>1</div> <div>7</div>
		<div>3</div><div>8</div><div>5</div>' \
		$'<table><tr><td>Code:</td></tr><tr>\n<td>4</td>\n  <td>1</td>
		<td>7</td><td>3</td><td>8</td><td>5</td></tr></table>' \
		'<p>Your code is 417&thinsp;385' '<p>Your code is 417&#8209;385' \
		$'Your code is \u0664\u0661\u0667\u0663\u0668\u0665' \
		$'Your code is \uff14\uff11\uff17\uff13\uff18\uff15' \
		$'Your code is 41\u200b73\u200b85'; do
		expect_fed "$text" 0 extract
		prints 417385
	done
}

@test "numbers with a label of their own are no codes" {
	local text
	for text in 'Your code was used. Serial: 417385' \
		'Your code was sent to phone 417385' \
		'Your code is for the card *417385' \
		'Enter the code at once. Total: USD 4173' \
		'The code is asked for at 2 Main Street, Berlin, WA 98101'; do
		expect_fed "$text" 3 extract
	done
}

@test "hostile messages end soon, whatever they are" {
	local i
	{
		printf 'Content-Type: multipart/mixed; boundary=b\n\n'
		for ((i = 0; i < 3000; i++)); do
			printf -- '--b\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\n\n' $i $i
		done
	} >parts
	printf '<div>%0.s' {1..50000} >tags
	printf 'code 123456 %0.s' {1..20000} >codes
	printf '&#%0.s' {1..50000} >entities
	{
		printf 'Subject: x\nContent-Transfer-Encoding: base64\n\n'
		head -c 200000 /dev/zero | tr '\0' 'A'
		printf '!'
	} >base64
	printf '1\n%.0s' {1..50000} >boxes
	{
		printf 'Content-Type: multipart/mixed; boundary="'
		head -c 1000000 /dev/zero | tr '\0' b
		printf '"\n\ncode 123456\n'
	} >boundary
	for file in parts tags codes entities base64 boxes boundary; do
		run timeout 60 "$OTP" extract <"$file"
		case $status in
		0 | 3 | 4) ;;
		*) echo "$file: $status"; return 1 ;;
		esac
	done
}
