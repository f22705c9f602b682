#!/usr/bin/env bats
# Other commands than add, killed at every system call of their saving.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2030,SC2031 # each test counts for itself
load crash

# The key pair of the age specification, and one made by age-keygen.
IDENTITY=AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX
RECIPIENT=age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
OTHER=AGE-SECRET-KEY-1N8V6Y4F885FXYQXUMPMPHWH6KF26L98F25H2LEV32XQVV6Y32ULQ4THM8H
OTHER_RECIPIENT=age1pmxedwpzczz8fnd5ypqv9rlzsktc4suhrmyz5r8d0wdz5u9dha8qyyhckn

prepare() {
	exhaustive
	can_fault kill
	prepare_crash
}

# first_call NAME COMMAND...: sets $at to the number of that call.
first_call() {
	local name=$1
	shift
	"$FAULT" record all "$@" 2>complaint
	at=$(awk -v name="$name" '$2 ~ name { print NR; exit }' all)
	[ "$at" -gt 1 ]
}

# kill_at CALL COMMAND...: $ended is how.
kill_at() {
	local call=$1
	shift
	ended=0
	"$FAULT" kill "$call" -- "$@" 2>complaint || ended=$?
}

@test "init killed at every system call: no vault, or a whole one" {
	local at none=0 made=0
	first_call '^mkdir' "$OTP" -q -V "$PWD/n/v.age" init --work-factor 10
	rm -r n
	export OTP_VAULT=$PWD/n/v.age
	kill_at "$at" "$OTP" -q init --work-factor 10
	while [ "$ended" -eq "$KILLED" ]; do
		if [ -e n/v.age ]; then
			made=$((made + 1))
		else
			none=$((none + 1))
			"$OTP" -q init --work-factor 10
		fi
		expect 0 list
		prints ''
		expect_fed "$KEY" 0 --at 59 add Acme:one
		not compgen -G 'n/.*.tmp-*'
		rm -r n
		at=$((at + 1))
		kill_at "$at" "$OTP" -q init --work-factor 10
	done
	same 'end of the last' "$ended" "$UNREACHED"
	echo "# init killed at $((none + made)) calls: $none none, $made made" >&3
	[ "$none" -gt 10 ] && [ "$made" -gt 3 ]
}

# The first key opens it always; the second only as long as it may, and then
# the file is the old one.
@test "a recipient taken out, killed at every system call: in or out" {
	local at in=0 out=0
	rm -r "$XDG_DATA_HOME"
	printf '%s\n' "$IDENTITY" >mine.key
	printf '%s\n' "$OTHER" >other.key
	chmod 600 mine.key other.key
	printf '%s\n' "$IDENTITY" "$OTHER" >>secrets
	export OTP_IDENTITY=$PWD/mine.key
	"$OTP" -q init --recipient "$RECIPIENT" --recipient "$OTHER_RECIPIENT"
	add Acme:one
	cp -a "$XDG_DATA_HOME" template
	look && old=$state
	first_call '^flock$' "$OTP" recipients remove "$OTHER_RECIPIENT"
	begin_again
	kill_at "$at" "$OTP" recipients remove "$OTHER_RECIPIENT"
	while [ "$ended" -eq "$KILLED" ]; do
		no_secret_astray "killed at $at"
		look && same "killed at $at" "$state" "$old"
		if "$OTP" --identity other.key list >/dev/null 2>&1; then
			in=$((in + 1))
			cmp "$VAULT" template/otp/vault.age
		else
			out=$((out + 1))
			old_kept "killed at $at"
			same "killed at $at" \
				"$(grep -ac '^-> X25519 ' "$VAULT")" 1
		fi
		add Bolt:two
		tidy "killed at $at"
		begin_again
		at=$((at + 1))
		kill_at "$at" "$OTP" recipients remove "$OTHER_RECIPIENT"
	done
	same 'end of the last' "$ended" "$UNREACHED"
	echo "# removal killed at $((in + out)) calls: $in in, $out out" >&3
	[ "$in" -gt 50 ] && [ "$out" -gt 3 ]
}
