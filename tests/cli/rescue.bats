#!/usr/bin/env bats
# Who opens a vault after restore: nobody comes back by it without a word.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

# keys NAME...: an identity in each file, its public key in the variable.
keys() {
	local name
	has age-keygen || skip 'no age-keygen'
	for name; do
		age-keygen -o "$name" 2>/dev/null
		printf -v "$name" %s "$(age-keygen -y "$name")"
	done
}

# For alice and bob, and then for alice and carol: the same number.
make_shared() {
	keys alice bob carol dave
	unset OTP_PASSPHRASE_FILE
	export OTP_IDENTITY=$HOME/alice
	# shellcheck disable=SC2154 # keys sets them
	"$OTP" -q init --recipient "$alice" --recipient "$bob"
	add Web:one
	"$OTP" -q recipients remove "$bob"
	# shellcheck disable=SC2154
	"$OTP" -q recipients add "$carol"
	add Web:two
	add Web:three
}

revision() {
	echo "$XDG_DATA_HOME/otp/revisions/vault.age.$1."*
}

hurt_end() {
	hurt "$(($(stat -c %s "$1") - 30))" "$1"
}

opens() {
	OTP_IDENTITY=$HOME/$1 expect 0 list
}

shuts_out() {
	OTP_IDENTITY=$HOME/$1 expect 5 list
}

make_two_passphrases() {
	make_vault
	add Web:one
	printf 'a later passphrase\n' >later
	chmod 600 later
	"$OTP" -q passwd --work-factor 10 --new-passphrase-file later
	add --passphrase-file later Web:two
	add --passphrase-file later Web:three
}

@test "whose state is restored says nothing of who opens the vault" {
	local number
	make_shared
	# The newest good state is of alice and bob, the newest good header of
	# alice and carol; the vault itself has neither.
	hurt 60
	hurt_end "$VAULT"
	for number in 3 4 5; do hurt_end "$(revision $number)"; done
	# The header of a recipient that was taken out lies between them.
	rm "$(revision 3)"
	expect 0 restore
	[[ $stderr == *'revision 2 of '*' is back'* ]]
	opens alice
	opens carol
	shuts_out bob
	# shellcheck disable=SC2154
	untouched expect 1 recipients add "$dave"
	[[ $stderr == *'must name its 2 recipients, names 0; '* ]]
}

@test "of a lost header the newest revision's is taken, whichever state is" {
	make_shared
	# whatever byte it is then: its last line tells whose it is
	hurt 5
	hurt 60
	hurt_end "$VAULT"
	expect 0 restore 2
	[[ $stderr != *warning* ]]
	shuts_out bob
	expect 0 recipients list
	prints "$alice"$'\n'"$carol"
}

@test "who comes back with the only header there is, is told" {
	make_shared
	rm "$VAULT" "$(revision 3)" "$(revision 4)" "$(revision 5)"
	expect 0 restore
	[[ $stderr == *'warning: its recipients are those of revision 2; otp recipients lists them'* ]]
	opens bob
	"$OTP" -q recipients remove "$bob"
	shuts_out bob
}

@test "restore REVISION of a hurt header keeps the later passphrase" {
	make_two_passphrases
	hurt 60
	OTP_PASSPHRASE_FILE=later untouched expect 5 restore 2
	[[ $stderr == *'has another passphrase than the vault has now; give --source-passphrase-file' ]]
	OTP_PASSPHRASE_FILE=later expect 0 restore 2 \
		--source-passphrase-file passphrase
	[[ $stderr != *'its passphrase is'* ]]
	OTP_PASSPHRASE_FILE=later expect 0 list
	[[ $output == *one* && $output != *two* ]]
	expect 5 list
}

@test "an earlier passphrase that comes back is told" {
	make_two_passphrases
	echo no age file >"$VAULT"
	expect 0 restore 2
	[[ $stderr == *'its passphrase is that of revision 2'* ]]
	expect 0 list
	[[ $output == *one* ]]
}

# RFC 4226, appendix D: 755224, 287082, 359152, 969429, 338314, ...
@test "a counter goes on behind what states of an earlier key know" {
	make_vault
	add Bank:bob --type hotp
	expect 0 get bob
	prints 287082
	expect 0 get bob
	prints 359152
	"$OTP" -q remove bob
	"$OTP" -q trash empty
	printf 'a later passphrase\n' >later
	chmod 600 later
	"$OTP" -q passwd --work-factor 10 --new-passphrase-file later
	mv passphrase earlier
	mv later passphrase
	expect 0 restore 2 --source-passphrase-file earlier
	[[ $stderr != *warning* ]]
	expect 0 get bob
	prints 969429
}

@test "where later states cannot be opened, a counter that comes back is in doubt" {
	make_vault
	add Bank:bob --type hotp
	expect 0 get bob
	hurt_end "$(revision 2)"
	"$OTP" -q get bob
	"$OTP" -q remove bob
	"$OTP" -q trash empty
	hurt_end "$(revision 4)"
	expect 0 restore 3
	[[ $stderr == 'warning: later revisions that cannot be opened: 1; a counter may be behind what they know'* ]]
}
