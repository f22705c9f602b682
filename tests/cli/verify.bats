#!/usr/bin/env bats
# otp verify. The codes are those of oathtool, and of the RFCs' tables.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add Corp:alice
}

# hotp COUNTER: the code that oathtool makes
hotp() {
	oathtool --hotp --base32 --counter "$1" "$KEY"
}

@test "a code of now: 0, and where the other clock may be" {
	expect 0 --at 59 verify alice "$(totp 59)"
	prints $'0\t-29\t0'
	says ''
	expect 0 --at 60 verify alice "$(totp 60)"
	prints $'0\t0\t29'
}

@test "one step before and after by default" {
	untouched expect 0 --at 130 verify alice "$(totp 100)"
	prints $'-1\t-40\t-11'
	untouched expect 0 --at 130 verify alice "$(totp 160)"
	prints $'1\t20\t49'
	fails 8 'otp: Corp:alice: the code is not valid now, nor within 1 step of now' \
		--at 130 verify alice "$(totp 70)"
	expect 8 --at 130 verify alice "$(totp 190)"
}

@test "--window" {
	expect 0 --at 130 verify --window 2 alice "$(totp 190)"
	prints $'2\t50\t79'
	fails 8 'otp: Corp:alice: the code is not valid now, nor within 0 steps of now' \
		--at 130 verify --window 0 alice "$(totp 100)"
	expect 0 --at 1000000 verify --window 3000 alice "$(totp 910000)"
	prints $'-3000\t-90010\t-89981'
	expect 0 --at 5 verify --window 3000 alice "$(totp 5)"
	prints $'0\t-5\t24'
	fails 2 'otp: --window: must be 0 to 3000, is 3001' \
		verify --window 3001 alice 123456
	fails 2 'otp: --window: must be 0 to 3000, is 1000000000' \
		verify --window 1000000000 alice 123456
	fails 2 'otp: --window: must be 0 to 3000, is x' \
		verify --window x alice 123456
}

@test "other parameters" {
	key=$KEY_SHA512 add --algorithm SHA512 --digits 8 --period 60 \
		Corp:bob
	expect 0 --at 1111111109 verify bob "$(oathtool --totp=SHA512 \
		--digits=8 --time-step-size=60 --base32 --now @1111111109 \
		"$KEY_SHA512")"
	expect 8 --at 1111111109 verify bob "$(totp 1111111109)"
}

@test "blanks and dashes in the code; - reads it from standard input" {
	local code
	code=$(totp 59)
	expect 0 --at 59 verify alice "${code:0:3} ${code:3}"
	expect 0 --at 59 verify alice " ${code:0:3}-${code:3} "
	expect_fed "${code:0:3} ${code:3}"$'\r\n' 0 --at 59 verify alice -
	prints $'0\t-29\t0'
	expect_fed '' 8 --at 59 verify alice -
	expect_fed "$(head -c 5000 /dev/zero | tr '\0' 1)" 1 \
		--at 59 verify alice -
	says 'otp: standard input: must be at most 1024 bytes, is larger'
}

@test "on a terminal in words" {
	has script || skip "no script"
	talk "'$OTP' --at 59 verify alice $(totp 59)"
	same words "$screen" 'valid now'
	talk "'$OTP' --at 130 verify alice $(totp 100)"
	same words "$screen" 'valid, 1 code ago: its clock is 11 to 40 s behind'
	talk "'$OTP' --at 130 verify --window 2 alice $(totp 190)"
	same words "$screen" \
		'valid, 2 codes ahead: its clock is 50 to 79 s ahead'
	talk "'$OTP' --at 59 verify alice -" 'Code: ' "$(totp 59)"
	same status "$status" 0
}

@test "JSON" {
	json '. == {"valid": true, "steps": -1, "skew_min": -40,
		"skew_max": -11}' --at 130 verify --json alice "$(totp 100)"
	fails 8 'otp: Corp:alice: the code is not valid now, nor within 1 step of now' \
		--at 130 verify --json alice "$(totp 70)"
	add --type hotp S:h
	json '. == {"valid": true, "steps": 0, "counter": 2}' \
		verify --json S:h "$(hotp 1)"
}

@test "what is no code does not verify" {
	fails 8 'otp: Corp:alice: the code must have 6 characters, has 0' \
		verify alice ''
	fails 8 'otp: Corp:alice: the code must have 6 characters, has 5' \
		verify alice 12345
	fails 8 'otp: Corp:alice: the code must have 6 characters, has 8' \
		--at 59 verify alice 94287082
	expect 8 verify alice "$(printf '1%.0s' {1..100000})"
	expect 8 --at 59 verify alice $'28708\xff'
	not grep -q $'\xff' <<<"$stderr"
	expect_fed $'2870\0082' 8 --at 59 verify alice -
}

@test "nothing is saved without --once" {
	untouched expect 0 --at 59 verify alice "$(totp 59)"
	untouched expect 0 --at 59 verify alice "$(totp 59)"
}

@test "--once takes no code twice, nor one before it" {
	expect 0 --at 130 verify --once alice "$(totp 100)"
	untouched fails 8 'otp: Corp:alice: the code was used already' \
		--at 130 verify --once alice "$(totp 100)"
	expect 0 --at 130 verify --once alice "$(totp 130)"
	untouched fails 8 'otp: Corp:alice: the code was used already' \
		--at 130 verify --once alice "$(totp 100)"
	untouched expect 8 --at 150 verify --once alice "$(totp 130)"
	untouched expect 0 --at 130 verify alice "$(totp 130)"
	expect 0 --at 150 verify --once alice "$(totp 150)"
}

@test "--once after the clock was far ahead: says until when" {
	expect 0 --at 2000000 verify --once alice "$(totp 2000000)"
	untouched fails 8 'otp: Corp:alice: a later code, good until 1970-01-24T03:33:30Z, was used already; is the clock right?' \
		--at 1000000 verify --once alice "$(totp 1000000)"
}

@test "a wrong code with --once saves nothing" {
	untouched expect 8 --at 130 verify --once alice "$(totp 70)"
}

@test "what was used stays used after an undo" {
	"$OTP" -q edit alice --note x
	expect 0 --at 130 verify --once alice "$(totp 130)"
	expect 0 undo
	json '.note == ""' show --json alice
	expect 8 --at 130 verify --once alice "$(totp 130)"
}

@test "a new key begins anew" {
	expect 0 --at 130 verify --once alice "$(totp 130)"
	expect_fed "$OTHER_KEY" 0 edit --key alice
	expect 0 --at 130 verify --once alice \
		"$(oathtool --totp --base32 --now @130 "$OTHER_KEY")"
}

@test "two checks at once: one of them takes the code" {
	local code
	code=$(totp 130)
	for _ in 1 2 3 4; do
		"$OTP" --at 130 verify --once alice "$code" \
			>/dev/null 2>&1 && echo taken >>taken &
	done
	wait
	same taken "$(wc -l <taken)" 1
}

@test "HOTP: looked for from the counter on, which is saved behind it" {
	add --type hotp S:h
	json '.counter == 1' show --json S:h
	untouched fails 8 'otp: S:h: the code is none of the next 2' \
		verify S:h "$(hotp 3)"
	expect 0 verify S:h "$(hotp 2)"
	prints $'1\t3'
	json '.counter == 3' show --json S:h
	untouched expect 8 verify S:h "$(hotp 2)"
	untouched expect 8 verify --window 10 S:h "$(hotp 1)"
	expect 0 verify --once --window 0 S:h "$(hotp 3)"
	prints $'0\t4'
	expect 0 verify --window 3000 S:h "$(hotp 3004)"
	prints $'3000\t3005'
}

@test "HOTP: two codes in a row bring a token back into step" {
	add --type hotp S:h
	untouched expect 8 verify --window 1000 S:h "$(hotp 500)" "$(hotp 502)"
	says 'otp: S:h: the codes are none of the next 1001'
	untouched expect 8 verify --window 1000 S:h "$(hotp 501)" "$(hotp 500)"
	expect 0 verify --window 1000 S:h "$(hotp 500)" "$(hotp 501)"
	prints $'499\t502'
	expect 0 verify S:h "$(hotp 502)"
	untouched fails 1 'otp: Corp:alice: is not counter-based: one code is enough' \
		verify alice "$(totp 59)" "$(totp 89)"
}

@test "HOTP on a terminal in words" {
	has script || skip "no script"
	add --type hotp S:h
	talk "'$OTP' verify S:h $(hotp 1)"
	same words "$screen" 'valid; the counter is now 2'
	talk "'$OTP' verify S:h $(hotp 3)"
	same words "$screen" \
		'valid, after 1 code left out; the counter is now 4'
}

@test "Steam: in any case" {
	add --type steam Steam:me
	local code
	code=$("$OTP" --at 59 get Steam:me)
	expect 0 --at 59 verify Steam:me "${code,,}"
	expect 8 --at 3000 verify Steam:me "$code"
}

@test "the ends of time" {
	expect 8 --at 9999-12-31T23:59:59Z verify --window 3000 --once alice \
		000000x
	expect 0 --at 0 verify --window 3000 --once alice "$(totp 0)"
	prints $'0\t0\t29'
}

@test "usage" {
	fails 2 'otp: verify: needs ACCOUNT CODE [CODE]; see "otp help verify"' \
		verify alice
	expect 2 verify alice 1 2 3
}

@test "an unclear account: the candidates; an unknown one" {
	add Corp:alison
	untouched expect 4 --at 59 verify ali "$(totp 59)"
	same lines "$(wc -l <<<"$stderr")" 3
	fails 3 'otp: no account matches "zoe"' verify zoe 123456
}

@test "no vault, no passphrase" {
	expect 1 -V "$HOME/none.age" verify alice 123456
	expect 5 --passphrase-file /dev/null verify alice 123456
	prints ''
}
