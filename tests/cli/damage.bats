#!/usr/bin/env bats
# A damaged vault with good revisions.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2030,SC2031 # each test has its own environment
load helpers

prepare() {
	make_vault
	add GitHub:alice
	add Bank:bob
	REVISIONS=$XDG_DATA_HOME/otp/revisions
}

@test "the newest good revision is named, and opens" {
	truncate -s -1 "$VAULT"
	echo no age file >"$(echo "$REVISIONS"/vault.age.2.*)"
	untouched expect 6 list
	[[ $stderr == "otp: $VAULT: "*"; the newest good revision is $(echo "$REVISIONS"/vault.age.1.*)" ]]
	expect 0 --vault "${stderr##* is }" list
	prints ''
}

@test "one that is damaged in its contents is passed over" {
	truncate -s -1 "$VAULT"
	truncate -s -1 "$(echo "$REVISIONS"/vault.age.2.*)"
	expect 6 list
	[[ $stderr == *"; the newest good revision is $(echo "$REVISIONS"/vault.age.1.*)" ]]
}

@test "without a passphrase, too, where the beginning is damaged" {
	echo no age file >"$VAULT"
	unset OTP_PASSPHRASE_FILE
	expect 6 list
	[[ $stderr == *"; the newest good revision is $(echo "$REVISIONS"/vault.age.2.*)" ]]
}

@test "none is named where there is none" {
	rm -rf "$REVISIONS"
	truncate -s -1 "$VAULT"
	expect 6 list
	[[ $stderr != *revision* ]]
}

# A vault of several chunks, with a counter in its last one.
big() {
	local i
	for i in {1000..1999}; do
		echo "otpauth://totp/Bulk:user$i?secret=$KEY"
	done | "$OTP" -q import - >/dev/null
	add Last:hotp --type hotp
}

# The only file that is kept aside.
aside() {
	echo "$VAULT".damaged-20??????T??????Z
}

accounts() {
	"$OTP" list | cut -f3 | sort
}

@test "restore brings the newest good revision back, and keeps the damaged file" {
	truncate -s -1 "$VAULT"
	truncate -s -1 "$(echo "$REVISIONS"/vault.age.2.*)"
	cp "$VAULT" damaged
	add_newer=$(echo "$REVISIONS"/vault.age.1.*)
	expect 0 restore
	prints ''
	[[ ${stderr_lines[0]} == "$VAULT: chunk 1: "*"the newest good revision is $add_newer" ]]
	[[ ${stderr_lines[1]} == "revision 1 of 20"*" is back" ]]
	same line "${stderr_lines[2]}" "the damaged file is kept as $(aside)"
	cmp damaged "$(aside)"
	same mode "$(stat -c %a "$VAULT" "$(aside)" | paste -sd,)" 600,600
	expect 0 list
	prints ''
	# its number is behind that of the damaged one, which was the third
	json '.[0].revision == 4 and .[0].current' log --json
	add Site:new
	expect 0 undo
	prints 'removed Site:new'
}

@test "restore REVISION takes that one, whatever is newer" {
	truncate -s -1 "$VAULT"
	expect 0 restore 1
	expect 0 list
	prints ''
	expect 0 restore 2
	prints 'added GitHub:alice'
}

@test "what cannot be restored, and what need not" {
	untouched expect 2 restore
	[[ $stderr == *'as the vault is not damaged'* ]]
	untouched fails 1 "otp: $VAULT: is not damaged" restore --salvage
	untouched expect 2 restore --salvage 2
	truncate -s -1 "$VAULT"
	untouched expect 3 restore 99
	echo wrong >wrong
	chmod 600 wrong
	untouched expect 5 --passphrase-file wrong restore
	untouched expect 5 --passphrase-file wrong restore --salvage
	rm -rf "$REVISIONS"
	untouched expect 6 restore
	[[ $stderr == *'there is no good revision'* ]]
	untouched expect 6 restore --salvage
	[[ $stderr == *'nothing of it can be read' ]]
	not test -e "$(aside)"
}

@test "a header that is no header: that of the revision takes its place" {
	echo no age file >"$VAULT"
	untouched expect 5 --passphrase-command 'echo wrong' restore
	expect 0 restore
	same accounts "$(accounts)" alice
	has script || skip 'no script'
	echo no age file >"$VAULT"
	unset OTP_PASSPHRASE_FILE
	talk "'$OTP' restore" 'Passphrase for ' "$PASSPHRASE"
	same status "$status" 0
}

@test "salvage: what the damaged file has more than the revision is not lost" {
	big
	"$OTP" -q get hotp
	"$OTP" -q remove user1003
	add Last:newest
	hurt 100000
	expect 1 doctor
	[[ $output == *"the newest good revision is 8 of "*"; accounts that can still be read: "* ]]
	expect 0 restore --salvage
	prints 'added Last:newest'
	[[ $stderr == *"accounts that could be read in the damaged file: "* ]]
	same count "$(accounts | wc -l)" 1003
	accounts >list
	grep -qx newest list
	not grep -qx user1003 list
}

@test "salvage without any revision: the lines that verify, whole" {
	local from to want
	has age script || skip 'no age or no script'
	big
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	rm -rf "$REVISIONS"
	# The second of the chunks of 64 KiB.
	hurt $((65536 + 5000))
	from=65536 to=131072
	# The lines that are in the others from end to end.
	want=$(LC_ALL=C awk -v from=$from -v to=$to '{
		end = at + length($0) + 1
		if (NR > 1 && (end <= from || at >= to)) print
		at = end }' lines | jq -r 'select(.secret) | .account' | sort)
	expect 0 restore --salvage
	same accounts "$(accounts)" "$want"
	[ "$(wc -l <<<"$want")" -gt 500 ]
	cmp -s "$(aside)" "$VAULT" && return 1
	expect 0 --at 59 get --peek hotp
}

@test "salvage when the first chunk, or the header, or the end is gone" {
	big
	cp "$VAULT" whole.age
	rm -rf "$REVISIONS"
	hurt 3000
	expect 0 restore --salvage
	[ "$(accounts | wc -l)" -gt 500 ]
	add Site:new
	expect 0 get new
	# cut behind a chunk, and within a line
	cp whole.age "$VAULT"
	truncate -s "$(($(LC_ALL=C grep -abo -m1 -- '--- ' whole.age | head -1 | cut -d: -f1) + 48 + 16 + 2 * 65552))" "$VAULT"
	rm -rf "$REVISIONS"
	expect 0 restore --salvage
	[ "$(accounts | wc -l)" -gt 500 ]
	# none of them is half a line
	json 'all(.[]; .type == "totp" or .type == "hotp")' list --json
	# of a revision with the same key, though not one account in it
	cp whole.age "$VAULT"
	hurt 0
	rm -rf "$REVISIONS"
	untouched expect 6 restore --salvage
}

@test "restore: a counter is that of the damaged file, where it can be read" {
	big
	"$OTP" -q get hotp
	"$OTP" -q get hotp
	cp "$VAULT" whole.age
	hurt 100000
	# one behind
	rm "$(printf '%s\n' "$REVISIONS"/vault.age.6.* | tail -1)"
	expect 0 restore
	# RFC 4226, appendix D: adding it has shown that of 0
	expect 0 get hotp
	prints 969429
}

@test "the header is hurt, and all behind it comes back by a revision's" {
	big
	add Last:newest
	# in the MAC: age(1) calls this damaged, too
	hurt "$(($(LC_ALL=C grep -abo -m1 -- '--- ' "$VAULT" | head -1 |
		cut -d: -f1) + 9))"
	expect 6 list
	expect 0 restore --salvage
	prints 'added Last:newest'
}

@test "a vault of identities is restored and salvaged by them" {
	has age-keygen || skip 'no age-keygen'
	age-keygen -o mine.key 2>/dev/null
	age-keygen -o other.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	export OTP_VAULT=$HOME/shared.age OTP_IDENTITY=$HOME/mine.key
	"$OTP" -q init --recipient "$(age-keygen -y mine.key)"
	add GitHub:alice
	add Bank:bob
	"$OTP" -q recipients add "$(age-keygen -y other.key)"
	truncate -s -1 shared.age
	cp shared.age damaged.age
	# The revision has another key, and mine opens both.
	OTP_IDENTITY=$HOME/other.key expect 5 restore
	expect 0 restore
	same accounts "$(accounts)" $'alice\nbob'
	OTP_IDENTITY=$HOME/other.key expect 0 list
	truncate -s -1 shared.age
	expect 0 restore
	same accounts "$(accounts)" $'alice\nbob'
}

# flip LINE WORD: changes the last but one character of a word of the header,
# so that it stays Base64.
flip() {
	cp "$VAULT" before.age
	LC_ALL=C perl -0777 -pi -e 's/\A((?:.*\n){'$(($1 - 1))'}(?:\S+ ){'$(($2 - 1))'}\S*)(\S)(?=\S\s)/$1 . ($2 eq "A" ? "B" : "A")/e' "$VAULT"
	not cmp -s before.age "$VAULT"
}

@test "a stanza that is hurt is not called a wrong passphrase" {
	local place
	for place in '2 3' '3 1'; do # the salt; the wrapped key
		# shellcheck disable=SC2086 # two words
		flip $place
		untouched expect 6 list
		[[ $stderr == "otp: $VAULT: the header is damaged: "*"; the newest good revision is $REVISIONS/vault.age.2."* ]]
		expect 1 doctor
		[[ $output == *"the header is damaged: "*"; the newest good revision is 2 of "* ]]
		untouched expect 5 --passphrase-command 'echo wrong' restore
		cp "$VAULT" hurt.age
		expect 0 restore --salvage
		prints 'added Bank:bob'
		cp before.age "$VAULT"
		expect 0 list
		# without a revision nothing can be told
		mv "$REVISIONS" away
		cp hurt.age "$VAULT"
		fails 5 "otp: $VAULT: wrong passphrase" list
		mv away "$REVISIONS"
		cp before.age "$VAULT"
	done
	# a wrong one is, whether or not the passphrase was changed
	untouched fails 5 "otp: $VAULT: wrong passphrase" \
		--passphrase-command 'echo wrong' list
	echo another >another
	chmod 600 another
	"$OTP" -q passwd --work-factor 10 --new-passphrase-file another
	untouched fails 5 "otp: $VAULT: wrong passphrase" list
}

@test "a passphrase from a descriptor opens the revision of a hurt header, too" {
	local given=$PASSPHRASE$'\n' second
	unset OTP_PASSPHRASE_FILE
	flip 3 1
	cp "$VAULT" hurt.age
	untouched expect_fed wrong 5 --passphrase-fd 0 restore
	expect_fed "$given" 0 --passphrase-fd 0 restore
	[[ $stderr == *"revision 2 of 20"*" is back"* ]]
	cp hurt.age "$VAULT"
	expect_fed "$given" 0 --passphrase-fd 0 restore --salvage
	prints 'added Bank:bob'
	# the newest revision has such a header, too
	VAULT=$(echo "$REVISIONS"/vault.age.2.*)
	flip 3 1
	second=$VAULT
	VAULT=$XDG_DATA_HOME/otp/vault.age
	echo no age file >"$VAULT"
	untouched expect_fed "$given" 5 --passphrase-fd 0 restore
	[[ $stderr == *"otp: $second: wrong passphrase"* ]]
	expect_fed "$given" 0 --passphrase-fd 0 restore 1
}

@test "a kind of stanza that is hurt is no key of somebody else's" {
	LC_ALL=C sed -i '2s/scrypt/scrypu/' "$VAULT"
	untouched expect 6 list
	[[ $stderr == *": the header is damaged: "*"the newest good revision is "* ]]
	expect 0 restore
	same accounts "$(accounts)" alice
}

@test "a stanza for an identity that is hurt" {
	has age-keygen || skip 'no age-keygen'
	age-keygen -o mine.key 2>/dev/null
	unset OTP_PASSPHRASE_FILE
	export OTP_IDENTITY=$HOME/mine.key
	VAULT=$HOME/shared.age
	export OTP_VAULT=$VAULT
	"$OTP" -q init --recipient "$(age-keygen -y mine.key)"
	add GitHub:alice
	flip 3 1
	untouched expect 6 list
	[[ $stderr == *": the header is damaged: "*"the newest good revision is "* ]]
	expect 0 restore --salvage
	prints 'added GitHub:alice'
}

@test "a vault that is gone comes back from its revisions" {
	local two
	two=$(echo "$REVISIONS"/vault.age.2.*)
	rm "$VAULT"
	expect 6 list
	says "otp: $VAULT: is gone, but its revisions are there; see otp help restore; the newest good revision is $two"
	expect 1 doctor
	[[ $output == *"vault	$VAULT: is gone, but its revisions are there; the newest good revision is 2 of "* ]]
	expect 3 restore 99
	expect 5 --passphrase-command 'echo wrong' restore
	expect 6 restore --salvage
	[[ $stderr == *"otp: $VAULT: is gone, so there is nothing to salvage; otp restore brings the newest good revision back" ]]
	[ ! -e "$VAULT" ]
	expect 0 restore
	prints ''
	[[ ${stderr_lines[1]} == "revision 2 of 20"*" is back" ]]
	same line "${stderr_lines[2]}" 'its passphrase is that of revision 2'
	same notes "${#stderr_lines[@]}" 3
	same mode "$(stat -c %a "$VAULT")" 600
	same accounts "$(accounts)" alice
	# the third is the one that is gone
	json '.[0].revision == 4 and .[0].current' log --json
	rm "$VAULT"
	expect 0 restore 1
	same accounts "$(accounts)" ''
}

@test "a file that only has the name of the last revision there can be" {
	: >"$REVISIONS/vault.age.18446744073709551615.20200101T000000Z"
	truncate -s -1 "$VAULT"
	expect 0 restore
	same accounts "$(accounts)" alice
	expect 0 log --json
	[[ $output == *'"revision":18446744073709551615,'*'"current":true'* ]]
	add Site:new
	expect 0 undo
	prints 'removed Site:new'
	expect 0 log --number 1
	[[ $output == 18446744073709551615* ]]
}

@test "no new vault is made among the revisions of one that is gone" {
	rm "$VAULT"
	fails 1 "otp: $VAULT: is gone, but its revisions are there: otp restore brings the newest back; for a new vault, move the folder revisions away first" init
	if has age-keygen; then
		age-keygen -o mine.key 2>/dev/null
		expect 1 init --recipient "$(age-keygen -y mine.key)"
	fi
	[ ! -e "$VAULT" ]
	mv "$REVISIONS" away
	fails 1 "otp: $VAULT: there is no vault; make one with: otp init" list
	expect 0 init --work-factor 10
}

@test "two at once: one restores, the other notices" {
	local done=0
	truncate -s -1 "$VAULT"
	"$OTP" -q restore 2>/dev/null &
	"$OTP" -q restore 2>/dev/null && done=1
	wait $! && done=$((done + 1))
	[ "$done" -ge 1 ]
	[ -e "$(aside)" ]
	expect 0 list
	[[ $output == *alice* ]]
}
