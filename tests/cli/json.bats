#!/usr/bin/env bats
# Every --json against tests/data/json/schema.json, with jq.

# shellcheck disable=SC2030,SC2031,SC2154 # bats sets status, output and stderr
load helpers

SCHEMAS=$BATS_TEST_DIRNAME/../data/json

# One account of each kind, one of them with all there is.
prepare() {
	make_vault
	add GitHub:alice --tag work --note 'a "note"'
	key=$KEY_SHA512 add 'Zürich:größe' --algorithm SHA512 --digits 10 \
		--period 86400
	key=$OTHER_KEY add Bank:bob --type hotp --counter 9223372036854775809
	key=$OTHER_KEY add Steam:carol --type steam
	cat >all.json <<-END
		[{"issuer":"E","account":"all","type":"hotp","counter":7,
		"algorithm":"SHA256","digits":8,
		"tags":["a b"],"favorite":true,"note":"x\\ny","secret":"$KEY",
		"recovery":[{"code":"r1"},{"code":"r2","used":1700000000}],
		"created":1600000000,"history":[{"secret":"$OTHER_KEY",
		"until":1650000000,"counter":"18446744073709551614"}]}]
	END
	"$OTP" -q import all.json >/dev/null
}

# faults NAME: what the document on stdin has against the schema of that name.
faults() {
	jq -r --slurpfile schema "$SCHEMAS/schema.json" --arg name "$1" \
		-f "$SCHEMAS/check.jq"
}

# fits NAME WORD...: what otp prints does.
fits() {
	local name=$1
	shift
	expect 0 -q "$@"
	# one document, not several
	jq -es 'length == 1' <<<"$output" >/dev/null
	same "faults of otp $*" "$(faults "$name" <<<"$output")" ''
}

# break_alice: makes alice's line one that cannot be understood.
break_alice() {
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	sed -i '/"alice"/s/"digits":6/"digits":60/' lines
	rm "$VAULT"
	talk "age -p -o '$VAULT' lines" passphrase "$PASSPHRASE" \
		onfirm "$PASSPHRASE"
}

@test "list, with and without codes" {
	fits list list --json
	fits list list --json bob
	fits 'list --codes' list --json --codes
	fits 'list --codes' --at 0 list --json --codes
}

@test "get and show, of every type" {
	local name
	for name in alice größe bob carol all; do
		fits show show --json "$name"
		fits show show --json --key --uri "$name"
		fits get get --json "$name"
		fits get --at 59 get --json --next "$name"
	done
	fits get get --json --peek bob
}

@test "add, of every type" {
	local type
	for type in totp hotp steam; do
		expect_fed "$OTHER_KEY" 0 -q --at 59 add --json --type "$type" \
			"Added:$type"
		same faults "$(faults add <<<"$output")" ''
		jq -e --arg type "$type" '.account == $type' <<<"$output"
	done
	# the code that is shown is used up
	expect 0 get --json --peek Added:hotp
	jq -e '.counter == 1' <<<"$output"
}

@test "trash, log, doctor and export" {
	fits trash trash --json
	expect 0 -q remove alice bob
	fits trash trash --json
	fits trash trash list --json
	expect 0 -q undo
	fits log log --json
	fits log log --json -n 1
	expect 0 -q passwd --work-factor 10 --new-passphrase-file passphrase
	fits log log --json
	fits export export --plain
	run "$OTP" doctor --json 2>/dev/null
	same doctor "$(faults doctor <<<"$output")" ''
}

@test "new, recovery and verify" {
	fits new new --json --recovery 3 New:one
	fits new new --json --type hotp New:two
	fits 'recovery list' recovery --json all
	fits 'recovery list' recovery --json --codes all
	fits 'recovery use' recovery all use --json
	fits 'recovery list' recovery --json alice
	fits verify --at 59 verify --json alice 287082
	fits verify verify --json bob "$("$OTP" get --peek bob)"
}

@test "undo, restore and merge: what happens" {
	cp "$VAULT" copy.age
	expect 0 -q remove alice
	fits undo undo --json
	jq -e '.changes | length == 1' <<<"$output"
	fits restore restore --json "$("$OTP" log | sed -n '2s/\t.*//p')"
	jq -e '.changes | length == 1' <<<"$output"
	fits merge merge --json --dry-run copy.age
	fits merge merge --json copy.age
}

@test "import: what became of each" {
	printf 'otpauth://totp/I:%s?secret=%s\n' "a%22b" "$KEY" b "x" c "$KEY" \
		>list.txt
	printf 'otpauth://hotp/I:h?counter=1&secret=%s\n' "$KEY" >>list.txt
	expect 7 --at 59 import --json --dry-run list.txt nosuch.txt
	same faults "$(faults import <<<"$output")" ''
	jq -e '[.added, .skipped, .sources, .unusable] == [3, 1, 2, 1] and
		all(.accounts[]; has("id") | not)' <<<"$output"
	expect 7 -q --at 59 import --json list.txt
	same faults "$(faults import <<<"$output")" ''
	jq -e --arg code "$(totp 59)" '[.accounts[] | .state, .name, .code] == [
		"added", "I:a\"b", $code, "added", "I:c", $code,
		"added", "I:h", null, "skipped", "(no name)", null]' <<<"$output"
	[ "$("$OTP" show --json "$(jq -r '.accounts[0].id' <<<"$output")" |
		jq -r .account)" = 'a"b' ]
	expect 7 -q import --json list.txt
	same faults "$(faults import <<<"$output")" ''
	jq -e '[.added, .duplicate, .skipped] == [0, 3, 1]' <<<"$output"
	fits 'import --list' import --list --json
}

@test "status" {
	expect 5 -q status --json
	same faults "$(faults status <<<"$output")" ''
	jq -e '. == {"unlocked": false, "remaining": 0}' <<<"$output"
	"$OTP" -q unlock --for 1h || skip 'no keyring: only locked was looked at'
	fits status status --json
	jq -e '.unlocked and .remaining > 3500' <<<"$output"
	"$OTP" -q lock
}

@test "recipients" {
	has age-keygen || skip 'no age-keygen'
	age-keygen -o mine.key 2>/dev/null
	export OTP_VAULT=$HOME/keyed.age OTP_IDENTITY=$HOME/mine.key
	chmod 600 mine.key
	"$OTP" -q init --recipient "$(age-keygen -y mine.key)"
	fits recipients recipients --json
	jq -e --arg key "$(age-keygen -y mine.key)" \
		'. == {"recipients": [$key], "complete": true}' <<<"$output"
	fits recipients recipients list --json
	fails 2 'otp: recipients add: --json is for the list' \
		recipients add --json age1x
}

@test "a broken account" {
	has age script || skip 'no age or no script'
	break_alice
	expect 0 list --json
	jq -e 'any(.broken)' <<<"$output"
	fits list list --json
	fits 'list --codes' list --json --codes
	fits broken show --json alice
}

@test "an empty list is a list" {
	export OTP_VAULT=$HOME/empty.age
	make_vault
	fits list list --json
	prints '[]'
	fits trash trash --json
	fits log log --json
}

@test "extract, with and without a domain" {
	local message
	for message in 'Your code is 111111.' $'Hello\n\n@example.com #222222' \
		'Your GitHub code: G-123456'; do
		expect_fed "$message" 0 extract --json
		same "faults of $message" "$(faults extract <<<"$output")" ''
	done
}

@test "every command with --json has a schema" {
	local command missing=()
	while read -r command; do
		"$OTP" help "$command" | grep -q -- '^      --json' || continue
		jq -e --arg name "$command" \
			'any(.["$defs"] | keys[]; split(" ")[0] == $name)' \
			"$SCHEMAS/schema.json" >/dev/null || missing+=("$command")
	done < <("$OTP" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
	same 'commands without a schema' "${missing[*]}" ''
}

# The checker itself: each fault must be found.
@test "a document that does not fit is refused" {
	local filter
	expect 0 -q --at 59 get --json alice
	printf '%s' "$output" >good
	same 'a good one' "$(faults get <good)" ''
	while read -r filter; do
		[ -n "$(jq "$filter" good | faults get)" ] || {
			echo "not found: $filter"
			return 1
		}
	done <<-'END'
		del(.id)
		.id = "0b5c6d0e"
		.digits = "6"
		.digits = 3
		.digits = 11
		.digits = 6.5
		.type = "motp"
		.secret = "ABC"
		.tags = "work"
		.tags = [1]
		.counter = 1
		del(.period)
		.remaining = -1
		.code = 287082
		.code = "28x082"
		.favorite = null
		[.]
	END
	same 'a name' "$(faults nothing <good)" 'there is no schema of nothing'
	expect 0 -q get --json bob
	printf '%s' "$output" >good
	same 'a good one' "$(faults get <good)" ''
	for filter in '.period = 30' '.next = "123456"' '.counter = "12"' \
		'.counter = 9223372036854775810' 'del(.code)'; do
		[ -n "$(jq "$filter" good | faults get)" ]
	done
}
