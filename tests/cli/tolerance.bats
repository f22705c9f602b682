#!/usr/bin/env bats
# What otp does not understand of a vault is kept.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	has age age-keygen jq || skip 'no age or jq: nothing was checked'
	age-keygen -o mine.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	export OTP_VAULT=$HOME/vault.age OTP_IDENTITY=$HOME/mine.key
}

id() {
	printf '9f2b3c4d-0001-4a5b-8c9d-%012d' "$1"
}

# make VERSION: a vault with what a later version may have written, and what
# is broken; the lines are in "lines".
make() {
	{
		printf '{"otp-vault":%s,"id":"%s","revision":7,"later":{"a":[1,"é"]}}\n' "$1" "$(id 0)"
		printf '{"id":"%s","issuer":"GitHub","account":"alice","type":"totp","secret":"%s","colour":"red","deep":{"x":[null,true,1.5]}}\n' "$(id 1)" "$KEY"
		printf '{"id":"%s","account":"new kind","type":"fido","handle":"abc"}\n' "$(id 2)"
		printf '{"id":"%s", "account" : "bad",  "type":"totp","secret":"not base32!" ,"zz":1}\n' "$(id 3)"
		printf 'no JSON at all \x01\xff\n'
		printf '{"deleted":"%s","at":1700000000,"why":"later"}\n' "$(id 4)"
		printf '{"passkey":"of a kind of line that is not known"}\n'
	} >lines
	age -r "$(age-keygen -y mine.key)" -o vault.age lines
	chmod 600 vault.age
}

plain() {
	age -d -i mine.key vault.age
}

# The lines that could not be used are there, to the byte.
kept() {
	local line
	for line in 3 4 5 7; do
		sed -n "${line}p" lines >wanted
		plain | LC_ALL=C grep -axFf wanted >same || {
			echo "not kept: $(cat -v wanted)"
			return 1
		}
		cmp wanted same
	done
}

@test "unknown keys survive, and broken lines to the byte, whatever is done" {
	make 1
	printf '%s\n' "$OTHER_KEY" | "$OTP" -q add Bank:bob >/dev/null
	kept
	"$OTP" -q remove alice
	kept
	"$OTP" -q trash restore alice
	"$OTP" -q undo >/dev/null
	"$OTP" -q undo >/dev/null
	kept
	"$OTP" -q recipients add \
		age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
	kept
	plain | head -n 1 | jq -e '.later == {"a":[1,"é"]} and .revision > 7'
	plain | grep -a "$(id 1)" | jq -e '.colour == "red" and
		.deep == {"x":[null,true,1.5]} and .account == "alice"'
	plain | grep -a "$(id 4)" | jq -e '.why == "later"'
	expect 0 --at 59 get alice
	prints "$(totp 59)"
}

@test "broken lines are listed as such, and the others work" {
	make 1
	expect 0 list
	same broken "$(grep -c $'\tbroken' <<<"$output")" 4
	expect 0 --at 59 get alice
	prints "$(totp 59)"
	expect 1 get 'new kind'
	[[ $stderr == *'cannot be used: type: '* ]]
}

@test "a broken line of the same name is not in the way of a good account" {
	{
		printf '{"otp-vault":1,"id":"%s","revision":7}\n' "$(id 0)"
		printf '{"id":"%s","issuer":"GitHub","account":"alice","type":"totp","secret":"!!"}\n' "$(id 1)"
		printf '{"id":"%s","issuer":"GitHub","account":"alice","type":"totp","secret":"%s"}\n' "$(id 2)" "$KEY"
		printf '{"id":"%s","issuer":"GitHub","account":"bob","type":"fido"}\n' "$(id 3)"
	} | age -r "$(age-keygen -y mine.key)" -o vault.age
	chmod 600 vault.age
	expect 0 --at 59 get alice
	prints "$(totp 59)"
	says "another line of this name is broken; otp show $(id 1) tells more"
	expect 0 --quiet --at 59 get GitHub:alice
	prints "$(totp 59)"
	says ''
	expect 0 --at 59 get "$(id 2)"
	says ''
	expect 0 show "$(id 1)"
	says ''
	grep -F 'secret: character 1 must be A-Z or 2-7' <<<"$output"
	# one of another name may be the one that was meant
	expect 4 get github
	[[ $stderr == *"matches 2 accounts"* ]]
	expect 0 edit alice --note new
	same broken "$(plain | grep -c '"secret":"!!"')" 1
}

@test "a vault of a newer version: all can be read, nothing is written" {
	make 2
	expect 0 --at 59 get alice
	prints "$(totp 59)"
	cp vault.age before.age
	expect_fed "$OTHER_KEY" 1 add Bank:bob
	says "otp: $OTP_VAULT: is of a newer version of otp (2), which alone can change it"
	expect 1 remove alice
	says "otp: $OTP_VAULT: is of a newer version of otp (2), which alone can change it"
	expect 1 recipients add \
		age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
	cmp vault.age before.age
	not test -e revisions
	expect 0 doctor
	grep -P '^warn\tvault\tis of a newer version: can be read, not changed$' \
		<<<"$output"
}
