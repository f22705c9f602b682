#!/usr/bin/env bats
# Vaults without a passphrase: init --recipient, --identity, recipients

# shellcheck disable=SC2030,SC2031,SC2154 # tests are subshells, bats sets status, output and stderr
load helpers

# The key pair of the age specification, and two made by age-keygen.
IDENTITY=AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX
RECIPIENT=age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
OTHER=AGE-SECRET-KEY-1N8V6Y4F885FXYQXUMPMPHWH6KF26L98F25H2LEV32XQVV6Y32ULQ4THM8H
OTHER_RECIPIENT=age1pmxedwpzczz8fnd5ypqv9rlzsktc4suhrmyz5r8d0wdz5u9dha8qyyhckn

prepare() {
	identity mine.key "$IDENTITY"
	identity other.key "$OTHER"
}

# identity FILE KEY...: as age-keygen writes them.
identity() {
	local file=$1 key
	shift
	{
		echo '# created: 2026-11-21T21:00:00Z'
		for key; do
			printf '# public key: age1...\n%s\n\n' "$key"
		done
	} >"$file"
	chmod 600 "$file"
}

make_shared() {
	"$OTP" -q init --recipient "$RECIPIENT" --recipient "$OTHER_RECIPIENT"
	printf '%s\n' "$KEY" | "$OTP" -q --identity mine.key --at 59 add \
		GitHub:alice >/dev/null
}

@test "init --recipient asks for no passphrase and makes one stanza for each" {
	unset OTP_PASSPHRASE_FILE
	expect 0 init --recipient "$RECIPIENT" --recipient "$OTHER_RECIPIENT"
	prints ''
	says "created $VAULT"
	same stanzas "$(grep -acE '^-> X25519 [A-Za-z0-9+/]{43}$' "$VAULT")" 2
	same mode "$(stat -c %a "$VAULT")" 600
}

@test "init --recipient refuses what is no public key, and does not show it" {
	expect 2 init --recipient "$IDENTITY"
	[[ $stderr == 'otp: --recipient: must be a public key (age1...), '* ]]
	[[ $stderr != *GFPYY* ]]
	fails 2 'otp: --recipient: is mistyped: its checksum is wrong' \
		init --recipient "${RECIPIENT%j}q"
	fails 2 'otp: --recipient: must begin with "age1"' init --recipient x
	fails 2 'otp: --recipient: is a recipient already' \
		init --recipient "$RECIPIENT" --recipient "$RECIPIENT"
	fails 2 'otp: --work-factor: has no meaning with --recipient, as there is no passphrase' \
		init --recipient "$RECIPIENT" --work-factor 15
	[ ! -e "$VAULT" ]
}

@test "each identity opens the vault, from option or environment" {
	make_shared
	expect 0 --identity mine.key --at 59 get alice
	prints "$(totp 59)"
	says ''
	expect 0 --at 59 get alice --identity other.key
	prints "$(totp 59)"
	OTP_IDENTITY=$HOME/other.key expect 0 --at 59 get alice
	prints "$(totp 59)"
	OTP_IDENTITY='' expect 5 get alice
}

@test "one of several keys and files is enough" {
	"$OTP" -q init --recipient "$RECIPIENT"
	identity both.key "$OTHER" "$IDENTITY"
	expect 0 --identity both.key list
	expect 0 --identity other.key --identity mine.key list
}

@test "an option comes before the environment" {
	"$OTP" -q init --recipient "$RECIPIENT"
	OTP_IDENTITY=$HOME/missing expect 0 --identity mine.key list
	OTP_IDENTITY=$HOME/mine.key fails 5 \
		"otp: $VAULT: none of the identities given opens it (1 tried)" \
		--identity other.key list
}

@test "no identity: locked, and the line names --identity" {
	"$OTP" -q init --recipient "$RECIPIENT"
	fails 5 "otp: $VAULT: is opened by an identity, not by a passphrase: give its file with --identity or OTP_IDENTITY" \
		list
	fails 5 "otp: $VAULT: is opened by an identity, not by a passphrase: give its file with --identity or OTP_IDENTITY" \
		list --passphrase-file passphrase
}

@test "an identity file that cannot be used is named" {
	"$OTP" -q init --recipient "$RECIPIENT"
	fails 1 'otp: missing: cannot open: No such file or directory' \
		--identity missing list
	fails 2 'otp: --identity: must name a file, is empty' \
		--identity '' list
	printf '# nothing\n\n' >empty.key
	fails 5 'otp: empty.key: has no identity of age-keygen (AGE-SECRET-KEY-1...)' \
		--identity empty.key list
	printf '# one\n%s\n' "${IDENTITY%X}Q" >typo.key
	fails 1 'otp: typo.key: line 2: is mistyped: its checksum is wrong' \
		--identity typo.key list
	printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nx\n' >ssh.key
	fails 1 'otp: ssh.key: must be identities of age-keygen, is a key of another program' \
		--identity ssh.key list
}

@test "an encrypted identity file is refused, and the line says so" {
	"$OTP" -q init --recipient "$RECIPIENT"
	cp "$VAULT" encrypted.key
	fails 5 'otp: encrypted.key: is itself encrypted, which otp cannot read; decrypt it with: age -d' \
		--identity encrypted.key list
	printf -- '-----BEGIN AGE ENCRYPTED FILE-----\nx\n' >armored.key
	fails 5 'otp: armored.key: is itself encrypted, which otp cannot read; decrypt it with: age -d' \
		--identity armored.key list
}

@test "keys of plugins and other kinds are passed over" {
	"$OTP" -q init --recipient "$RECIPIENT"
	identity mixed.key AGE-PLUGIN-YUBIKEY-1XXXX AGE-SECRET-KEY-PQ-1XX \
		"$IDENTITY"
	expect 0 --identity mixed.key list
}

@test "an identity file that others may read warns, and is taken" {
	"$OTP" -q init --recipient "$RECIPIENT"
	chmod 640 mine.key
	expect 0 --identity mine.key list
	says 'mine.key: has mode 640, so others may get at the identity; better: chmod 600'
	expect 0 -q --identity mine.key list
	says ''
}

@test "an identity may come from a pipe" {
	"$OTP" -q init --recipient "$RECIPIENT"
	run --separate-stderr "$OTP" --identity <(cat mine.key) list
	[ "$status" -eq 0 ]
	says ''
}

@test "a vault with a passphrase does not look at identities" {
	make_vault
	expect 0 --identity missing list
	OTP_IDENTITY=$HOME/missing expect 0 list
}

@test "recipients lists them, one a line" {
	make_shared
	expect 0 --identity mine.key recipients
	prints "$RECIPIENT"$'\n'"$OTHER_RECIPIENT"
	expect 0 --identity mine.key recipients list
	prints "$RECIPIENT"$'\n'"$OTHER_RECIPIENT"
	says ''
}

@test "who is added can open the vault, which has a new key" {
	"$OTP" -q init --recipient "$RECIPIENT"
	local before
	before=$(sed -n '/^---/p' "$VAULT" | head -1 | base64)
	expect 5 --identity other.key list
	expect 0 --identity mine.key recipients add "$OTHER_RECIPIENT"
	prints ''
	says "added: $OTHER_RECIPIENT"
	expect 0 --identity other.key list
	expect 0 --identity mine.key list
	[ "$(sed -n '/^---/p' "$VAULT" | head -1 | base64)" != "$before" ]
}

@test "who is removed cannot open the vault any more; nothing else changes" {
	make_shared
	expect 0 --identity mine.key recipients remove "$OTHER_RECIPIENT"
	prints ''
	[[ $stderr == "removed: $OTHER_RECIPIENT"* ]]
	expect 5 --identity other.key list
	expect 0 --identity mine.key recipients
	prints "$RECIPIENT"
	expect 0 --identity mine.key --at 59 get alice
	prints "$(totp 59)"
}

@test "who shuts out themselves is told" {
	make_shared
	expect 0 --identity mine.key recipients remove "$RECIPIENT"
	[[ $stderr == *"warning: the identities given do not open the vault any more" ]]
	expect 5 --identity mine.key list
	expect 0 --identity other.key list
	# With both identities the other one is left.
	expect 0 --identity other.key recipients add "$RECIPIENT"
	expect 0 --identity mine.key --identity other.key \
		recipients remove "$RECIPIENT"
	[[ $stderr != *warning* ]]
}

@test "recipients refuses doubles, strangers, the last, and what is no key" {
	make_shared
	untouched fails 1 "otp: $RECIPIENT: is a recipient already" \
		--identity mine.key recipients add "$RECIPIENT"
	untouched fails 3 "otp: age1x: is not a recipient" \
		--identity mine.key recipients remove "$OTHER_RECIPIENT" age1x
	untouched fails 1 "otp: $RECIPIENT: is the last recipient: nobody could open the vault without it" \
		--identity mine.key recipients remove "$OTHER_RECIPIENT" \
		"$RECIPIENT"
	untouched fails 1 'otp: recipient: must begin with "age1"' \
		--identity mine.key recipients add x
	untouched expect 1 --identity mine.key recipients add "$IDENTITY"
	[[ $stderr != *GFPYY* ]]
}

@test "recipients wants list, add or remove" {
	make_shared
	fails 2 'otp: recipients: must be followed by list, add or remove' \
		recipients drop "$RECIPIENT"
	fails 2 'otp: recipients add: needs AGE1...' recipients add
	fails 2 'otp: recipients remove: needs AGE1...' recipients remove
	fails 2 'otp: recipients list: takes no argument, got 1' \
		recipients list x
}

@test "a vault with a passphrase has no recipients, and one without no passphrase" {
	make_vault
	untouched fails 1 "otp: $VAULT: is opened by a passphrase, and has no recipients; otp init --recipient makes a vault that has" \
		recipients add "$RECIPIENT"
	unset OTP_PASSPHRASE_FILE
	expect 1 recipients
	rm -r "${VAULT%/*}"
	"$OTP" -q init --recipient "$RECIPIENT"
	untouched fails 1 "otp: $VAULT: has no passphrase, but recipients; see: otp help recipients" \
		passwd
}

@test "recipients of a locked, a missing and a damaged vault" {
	fails 1 "otp: $VAULT: there is no vault; make one with: otp init" recipients
	make_shared
	expect 5 recipients
	hurt 700
	expect 6 --identity mine.key recipients
}

@test "age opens our vault, and we open what it makes of the lines" {
	has age || skip 'there is no age: not checked'
	make_shared
	age -d -i other.key "$VAULT" >lines
	grep -q '"account":"alice"' lines
	age -r "$OTHER_RECIPIENT" -r "$RECIPIENT" -o theirs.age lines
	expect 0 -V theirs.age --identity mine.key --at 59 get alice
	prints "$(totp 59)"
	age -a -r "$RECIPIENT" -r "$OTHER_RECIPIENT" -o armored.age lines
	expect 0 -V armored.age --identity other.key --at 59 get alice
	prints "$(totp 59)"
	expect 0 -V armored.age --identity other.key recipients remove \
		"$RECIPIENT"
	age -d -i other.key armored.age | grep -q '"account":"alice"'
	run age -d -i mine.key armored.age
	[ "$status" -ne 0 ]
}

@test "age-keygen makes what we take" {
	has age-keygen || skip 'there is no age-keygen: not checked'
	age-keygen -o new.key 2>/dev/null
	expect 0 init --recipient "$(age-keygen -y new.key)"
	expect 0 --identity new.key list
	says ''
}

@test "a vault made by hand: its one recipient is known, several are not" {
	has age || skip 'there is no age: not checked'
	local line='{"otp-vault":1,"id":"9f2b3c4d-0001-4a5b-8c9d-000000000000"}'
	age -r "$RECIPIENT" -o one.age <<<"$line"
	expect 0 -V one.age --identity mine.key recipients
	prints "$RECIPIENT"
	expect 0 -V one.age --identity mine.key recipients add \
		"$OTHER_RECIPIENT"
	expect 0 -V one.age --identity other.key recipients
	prints "$RECIPIENT"$'\n'"$OTHER_RECIPIENT"
	age -r "$RECIPIENT" -r "$OTHER_RECIPIENT" -o two.age <<<"$line"
	expect 0 -V two.age --identity mine.key recipients
	prints ''
	says 'warning: two.age: its first line names 0 of its 2 recipients'
	fails 1 'otp: two.age: its first line must name its 2 recipients, names 0; see otp-vault(5)' \
		-V two.age --identity mine.key recipients remove "$RECIPIENT"
	printf '%s' "$KEY" | "$OTP" -q -V two.age --identity mine.key add x \
		>/dev/null
}

@test "a vault for other kinds of keys is refused" {
	has age || skip 'there is no age: not checked'
	# The key of test 1 of RFC 8032; ssh-keygen wants users that have a name.
	echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea' >ssh.pub
	age -R ssh.pub -o ssh.age <<<x
	fails 5 'otp: ssh.age: is opened neither by a passphrase nor by identities of age-keygen (X25519), but by other keys' \
		-V ssh.age --identity mine.key list
}

@test "the log tells who was added and removed, as far as the identity reaches" {
	"$OTP" -q init --recipient "$RECIPIENT"
	"$OTP" -q --identity mine.key recipients add "$OTHER_RECIPIENT"
	"$OTP" -q --identity other.key recipients remove "$RECIPIENT"
	expect 0 --identity other.key log
	same changes "$(cut -f4 <<<"$output")" "removed recipient $RECIPIENT
the recipients were changed
made for other recipients"
	json '[.[].state] == ["opens", "opens", "other-key"]' \
		--identity other.key log --json
	expect 0 --identity other.key --identity mine.key log
	same changes "$(cut -f4 <<<"$output")" "removed recipient $RECIPIENT
added recipient $OTHER_RECIPIENT
the vault was made"
	# who can open it is nothing that undo takes back
	expect 3 --identity other.key --identity mine.key undo
}

@test "import opens exports and vaults of recipients by identities" {
	make_shared
	cp "$VAULT" theirs.age
	expect 0 --identity mine.key export --encrypt -o all.age
	export OTP_VAULT=$HOME/own.age
	VAULT=$OTP_VAULT
	make_vault
	untouched fails 5 \
		'otp: all.age: is opened by an identity, not by a passphrase: give its file with --identity or OTP_IDENTITY' \
		import all.age
	identity third.key \
		AGE-SECRET-KEY-1GQ9778VQXMMJVE8SK7J6VT8UJ4HDQAJUVSFCWCM02D8GEWQ72PVQ2Y5J33
	untouched fails 5 \
		'otp: all.age: none of the identities given opens it (1 tried)' \
		--identity third.key import all.age
	expect 0 --identity other.key import all.age --dry-run
	expect 0 -q --identity other.key import theirs.age
	[[ $output == $'added\tGitHub:alice\t'*'1 added, 0 duplicate, 0 skipped' ]]
	export OTP_IDENTITY=$HOME/mine.key
	expect 0 -q import all.age
	[[ $output == *'0 added, 1 duplicate, 0 skipped' ]]
	expect 0 --at 59 get alice
	prints "$(totp 59)"
}

@test "import opens an armored one by an identity, and only a whole one" {
	has age || skip 'no age'
	printf 'otpauth://totp/X:y?secret=%s\n' "$KEY" |
		age -a -r "$RECIPIENT" >armored.age
	sed '$d' armored.age >cut.age
	export OTP_VAULT=$HOME/own.age
	VAULT=$OTP_VAULT
	make_vault
	expect 0 -q --identity mine.key import armored.age
	[[ $output == *'1 added, 0 duplicate, 0 skipped' ]]
	untouched expect 6 -q --identity mine.key import cut.age
}
