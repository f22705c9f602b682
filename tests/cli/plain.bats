#!/usr/bin/env bats
# otp --plain: the same as the screen, as a dialogue of lines.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	has script || skip "no script"
	PROMPT='otp> '
}

two_accounts() {
	make_vault
	add GitHub:alice
	key=$OTHER_KEY add --type hotp --counter 7 'My Bank:bob' --tag money
}

# dialogue WORDS...: each typed at the prompt, then the end of it.
dialogue() {
	local turns=()
	for word; do turns+=("$PROMPT" "$word"); done
	talk "'$OTP' --at 59 --plain" "${turns[@]}" "$PROMPT" quit
}

# shows TEXT: it stands on the terminal.
shows() {
	if [[ $screen != *"$1"* ]]; then
		printf 'not shown: %s\nbut:\n%s\n' "$1" "$screen"
		return 1
	fi
}

code() {
	local code
	code=$(totp "$@")
	echo "${code:0:3} ${code:3}"
}

@test "part of a name tells the code, its time left, and near the end the next" {
	two_accounts
	dialogue ali
	same status "$status" 0
	shows "2 accounts."
	shows "GitHub: alice: $(code 59), 1 second left, then $(code 60)."
}

@test "a number of the list tells the code; Enter tells it again" {
	two_accounts
	dialogue list 1 ''
	same status "$status" 0
	shows '1. GitHub: alice'
	shows '2. My Bank: bob, by counter, tagged money'
	line="GitHub: alice: $(code 59), 1 second left"
	same times "$(grep -c "$line" <<<"$screen")" 2
}

@test "a counter is used by its number, and not by finding it or by Enter" {
	two_accounts
	dialogue bank '' 1 ''
	same status "$status" 0
	# 7 was used up when it was added
	want=$(oathtool --base32 -c 8 "$OTHER_KEY")
	same times "$(grep -c "My Bank: bob: ${want:0:3} ${want:3}" <<<"$screen")" 1
	json '.counter == 9' show --json bob
	shows 'each is used once'
}

@test "what was removed is told neither by its number nor by Enter" {
	local before
	two_accounts
	dialogue list 2 'remove 1' 'remove 2' 1 2 ''
	same status "$status" 0
	same times "$(grep -c 'that account was removed' <<<"$screen")" 2
	shows 'That account was removed.'
	# told once, before it was removed
	before=$(oathtool --base32 -c 8 "$OTHER_KEY")
	same times "$(grep -c "My Bank: bob: ${before:0:3} ${before:3}" \
		<<<"$screen")" 1
	expect 0 trash restore bob
	json '.counter == 9' show --json bob
}

@test "every command works, with numbers for accounts" {
	two_accounts
	dialogue list 'show 1' 'remove #2' 'trash list' undo 'get --next 1' 'next 1'
	same status "$status" 0
	shows 'algorithm'
	# a word of its own: ids are random
	same times "$(grep -cw "$(totp 89)" <<<"$screen")" 2
	json 'length == 2' list --json
}

@test "words with blanks are quoted, and an open quote is told" {
	two_accounts
	dialogue "show 'My Bank:bob'" "show 'My" 'show My\ Bank:bob'
	same status "$status" 0
	same times "$(grep -c '^counter' <<<"$screen")" 2
	shows 'a quotation mark is not closed'
}

@test "what runs a program is refused, and the dialogue goes on" {
	two_accounts
	dialogue 'run ali -- true' list help 'help run'
	same status "$status" 0
	shows 'otp: run: starts a program, which is done before the vault is open: end this with "quit" first'
	shows '1. GitHub: alice'
	shows 'export: '
	not grep -q '^run: ' <<<"$screen"
	shows 'Usage: otp run'
}

@test "a path may begin with the home folder" {
	two_accounts
	dialogue 'backup ~/copy.age'
	same status "$status" 0
	expect 0 --vault "$HOME/copy.age" get --peek ali
}

@test "an account is added, its key is not echoed, its code is told" {
	make_vault
	talk "'$OTP' --at 59 --plain" "$PROMPT" 'add GitHub:alice' \
		'Text key' "$KEY" "$PROMPT" quit
	same status "$status" 0
	shows 'No accounts yet.'
	shows "$(totp 59)"
	[[ $screen != *"$KEY"* ]]
	json '.[0].account == "alice"' list --json
}

@test "without a vault it offers to make one" {
	unset OTP_PASSPHRASE_FILE
	talk "'$OTP' --plain" 'Make one? [y/N] ' y 'New passphrase' "$PASSPHRASE" \
		'The same again' "$PASSPHRASE" "$PROMPT" list "$PROMPT" quit
	same status "$status" 0
	shows 'nobody can recover it'
	shows 'No accounts yet.'
	[ -f "$VAULT" ]
	talk "'$OTP' --plain -V other.age" 'Make one? [y/N] ' n
	same status "$status" 1
	[ ! -e other.age ]
}

@test "lock wipes it: the passphrase is asked for again" {
	two_accounts
	unset OTP_PASSPHRASE_FILE
	talk "'$OTP' --at 59 --plain" 'Passphrase' "$PASSPHRASE" "$PROMPT" lock \
		"$PROMPT" alice 'Passphrase' wrong 'Passphrase' "$PASSPHRASE" \
		"$PROMPT" quit
	same status "$status" 0
	shows "GitHub: alice: $(code 59)"
}

@test "five minutes without a key lock it" {
	two_accounts
	unset OTP_PASSPHRASE_FILE
	echo '=1000' >late
	cat >dialogue.tui <<-END
		start exec env ASAN_OPTIONS=verify_asan_link_order=0 LATE=$PWD/late LD_PRELOAD=$OTP_BUILD/tests/tools/preload/late.so "\$OTP" --vault $VAULT --plain
		wait Passphrase
		type $PASSPHRASE
		keys <Enter>
		wait 2 accounts.
		sh echo =1299 > $PWD/new; mv $PWD/new $PWD/late
		type list
		keys <Enter>
		wait GitHub
		sh echo =1700 > $PWD/new; mv $PWD/new $PWD/late
		type list
		wait Locked.
		keys <Enter>
		wait Passphrase
		type $PASSPHRASE
		keys <Enter>
		wait My Bank
		type quit
		keys <Enter>
		exit 0
	END
	B=$OTP_BUILD "$BATS_TEST_DIRNAME/../tui/run" dialogue.tui
}

@test "settings are told and set, and hold" {
	two_accounts
	dialogue settings 'settings grouping' 'settings grouping no' ali \
		'settings next-code never' ali 'settings grouping maybe' \
		'settings nonsense'
	same status "$status" 0
	shows 'lock-minutes = 5'
	shows 'yes or no; default: yes.'
	shows "GitHub: alice: $(totp 59), 1 second left, then $(totp 60)."
	shows "GitHub: alice: $(totp 59), 1 second left."
	shows 'otp: grouping: '
	shows '"settings" wants the name of a setting'
	grep -qx 'grouping = no' "$XDG_CONFIG_HOME/otp/config"
}

@test "what went wrong is told, and the dialogue goes on" {
	two_accounts
	dialogue nobody 'get nobody' 'get' '-V other.age list' 'list --nonsense'
	same status "$status" 0
	shows 'otp: no account matches'
	shows 'otp: get: needs ACCOUNT'
	shows 'otp: --vault: is to be said where otp is started'
	shows 'unknown option'
}

@test "Ctrl-C ends it: 130; Ctrl-D too: 0" {
	two_accounts
	talk "'$OTP' --plain" "$PROMPT" ^C
	same status "$status" 130
	talk "'$OTP' --plain" "$PROMPT" $'\004'
	same status "$status" 0
}

@test "what others saved meanwhile is seen" {
	two_accounts
	talk "'$OTP' --at 59 --plain" "$PROMPT" \
		"doctor --help" "$PROMPT" 'remove alice' "$PROMPT" 'alice' \
		"$PROMPT" quit
	same status "$status" 0
	shows 'otp: no account matches'
}

@test "a dumb terminal gets the dialogue by itself, and nothing but text" {
	two_accounts
	talk "TERM=dumb '$OTP' --at 59" "$PROMPT" alice "$PROMPT" 'list --codes' \
		"$PROMPT" help "$PROMPT" quit
	same status "$status" 0
	shows "GitHub: alice: $(code 59)"
	[[ $screen != *$'\033'* ]]
}

@test "help names every command but run" {
	make_vault
	dialogue help 'help get'
	while read -r name; do
		[ "$name" = run ] || shows "$name: "
	done < <("$OTP" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
	shows 'Usage: otp get'
}

@test "help tells of the words of the dialogue itself, too" {
	make_vault
	dialogue 'help copy' 'help quit' 'help nosuch'
	shows 'copy: a number or name: its code goes to the clipboard'
	shows 'quit: ends, as Ctrl-D does'
	shows 'nosuch: unknown command'
}

@test "what is not found leaves the numbers of the list as they are" {
	two_accounts
	dialogue list nosuch 1
	shows 'otp: no account matches'
	shows "GitHub: alice: $(code 59)"
}

@test "? is help, and an empty vault tells how accounts get in" {
	make_vault
	dialogue '' '?' nosuch list
	shows 'No code was told yet'
	shows 'copy: a number or name: its code goes to the clipboard'
	shows 'No accounts yet. "add" adds one'
}

@test "an empty trash is told, not passed over in silence" {
	make_vault
	dialogue trash
	shows 'the trash is empty'
}

@test "without a terminal it is refused, as the screen is" {
	make_vault
	fails 2 'otp: the screen needs a terminal; in scripts use "otp get ACCOUNT", see "otp help"' --plain
}
