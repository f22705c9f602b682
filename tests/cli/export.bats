#!/usr/bin/env bats
# otp export, as strangers and otp itself read it

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

WANTS_PLAIN='otp: an export has all keys in it, for everybody to read: say --plain, or better --encrypt'

prepare() {
	make_vault
	add GitHub:alice
	key=$KEY_SHA256 add 'Zürich & Söhne: GmbH/bob "x"' --algorithm SHA256 \
		--digits 8 --period 60
	key=$OTHER_KEY add Bank:carol --type hotp --counter 9223372036854775809
	key=$OTHER_KEY add Steam:dave --type steam
}

# everything: gives alice what only our own format can hold.
everything() {
	local lines=$HOME/everything.json
	cat >"$lines" <<-END
		[{"id":"0b5c6d0e-1111-4222-8333-444455556666",
		"issuer":"Ex: ample","account":"erin\"\\\\","type":"hotp",
		"algorithm":"SHA512","digits":8,"counter":7,
		"tags":["work","b c"],"favorite":true,
		"note":"two\\nlines, \\u00fc",
		"recovery":[{"code":"r1"},{"code":"r2","used":1700000000}],
		"created":1600000000,"secret":"$KEY",
		"history":[{"secret":"$OTHER_KEY","until":1650000000,
		"counter":"18446744073709551614"}]}]
	END
	expect 0 -q import "$lines"
}

# The URIs of the vault, in order.
uris() {
	"$OTP" -q "$@" export --plain --format uri | sort
}

other() {
	OTP_VAULT=$HOME/other.age make_vault
	OTHER=(--vault "$HOME/other.age")
}

# Nothing of it is in the vault that it came from, so ids may differ.
accounts() {
	"$OTP" -q "$@" export --plain | jq -S 'map(del(.id)) | sort_by(.issuer)'
}

@test "json is an array of account objects with secret and recovery" {
	everything
	json 'length == 5 and all(.[]; .secret and (.recovery | type == "array"))' \
		export --plain
	says ''
	json '.[] | select(.issuer == "GitHub") |
		.secret == "'"$KEY"'" and .type == "totp" and .period == 30 and
		(has("counter") | not)' export --plain
	json '.[] | select(.account == "carol") |
		.counter == "9223372036854775810"' export --plain --format=json
	json '.[] | select(.issuer == "Ex: ample") | .recovery ==
		[{"code":"r1"},{"code":"r2","used":1700000000}] and
		.recovery_left == 1 and .note == "two\nlines, ü"' \
		export --plain --format json erin
}

@test "json comes back without loss" {
	everything
	other
	"$OTP" export --plain -o all.json
	expect 0 "${OTHER[@]}" -q import all.json
	same 'what came back' "$(accounts "${OTHER[@]}")" "$(accounts)"
	accounts "${OTHER[@]}" | jq -e '.[] | select(.account == "erin\"\\") |
		.created == 1600000000 and .history[0].secret == "'"$OTHER_KEY"'"'
}

@test "uri comes back as far as it can, and the rest is named" {
	everything
	other
	expect 0 export --plain --format uri -o all.txt
	prints ''
	says 'Ex: ample:erin"\: exported without tags, note, favorite, recovery codes, earlier keys'
	expect 0 "${OTHER[@]}" -q import all.txt
	same URIs "$(uris "${OTHER[@]}")" "$(uris)"
	expect 0 -q export --plain --format uri -o- erin
	says ''
	[[ $output == "otpauth://hotp/"*"secret=$KEY&"*"counter=7"* ]]
}

@test "oathtool makes the same codes of what a stranger reads" {
	local key
	key=$("$OTP" export --plain GitHub | jq -r '.[0].secret')
	expect 0 --at 1111111109 get GitHub
	prints "$(oathtool --totp --base32 --now @1111111109 "$key")"
}

# What a stranger reads in pages.png. The number of the export in it is random,
# and no reader is known to read every picture: another one is made for it.
read_page() {
	for _ in 1 2 3; do
		zbarimg --quiet --nodbus --raw pages.png && return
		"$OTP" -q export --plain --format google -o pages.png --force \
			2>/dev/null || true
	done
	return 1
}

@test "google: strangers read the pages, and import gets all back" {
	local page i
	has zbarimg || skip 'no zbarimg'
	for i in {1..9}; do
		add "Service $i:user$i@example.com"
	done
	expect 7 export --plain --format google -o pages.png
	prints ''
	[[ $stderr == *'Steam:dave: skipped: type: must be totp or hotp, is steam'* ]]
	[[ $stderr == *'bob "x": skipped: period: must be 30, is 60'* ]]
	[[ $stderr == *'Bank:carol: skipped: counter: must be at most 9223372036854775807, is more'* ]]
	[[ $stderr == *'pages.png holds keys: delete it once it is scanned'* ]]
	[[ $stderr == *'otp: export: 3 of 13 accounts could not be exported' ]]
	same mode "$(stat -c %a pages.png)" 600
	page=$(read_page)
	[[ $page == otpauth-migration://offline\?data=* ]]
	add Last:one
	expect 7 -q export --plain --format google -o pages.png --force
	[[ $stderr != *pages* ]]
	expect 7 -q export --plain --format google -o more.svg
	same pages "$(echo more*)" 'more-1.svg more-2.svg'
	expect 7 -q export --plain --format google -o more.png
	other
	expect 0 "${OTHER[@]}" -q import more-2.png more-1.png
	same back "$("$OTP" "${OTHER[@]}" list | cut -f 2,3)" \
		"$("$OTP" list | cut -f 2,3 | grep -E 'alice|Service|Last')"
	expect 0 "${OTHER[@]}" --at 59 get alice
	prints 287082
}

@test "google: a counter goes on where it was, and 8 digits stay" {
	other
	key=$OTHER_KEY add Shop:frank --type hotp --counter 5 --digits 8
	"$OTP" -q export --plain --format google frank >page.txt
	expect 0 "${OTHER[@]}" -q import page.txt
	# adding it has told the first code
	same code "$("$OTP" "${OTHER[@]}" get frank)" \
		"$(oathtool --hotp --base32 -c 6 -d 8 "$OTHER_KEY")"
}

@test "google on a terminal: page by page" {
	local i
	for i in {1..5}; do
		add "Service $i:user$i@example.com"
	done
	talk "stty cols 150 rows 40; '$OTP' -q export --plain --format google user" \
		'Page 1 of 2. Enter shows the next. ' '' 'Enter clears the screen. ' ''
	same status "$status" 0
	[[ $screen == *'Page 1 of 2.'*$'\e[H\e[2J\e[3J'*'Page 2 of 2.'*$'\e[H\e[2J\e[3J'* ]]
}

@test "google on a terminal: Ctrl-C, and one that is too small" {
	talk "stty cols 150 rows 40; '$OTP' -q export --plain --format google alice" \
		'Enter clears the screen. ' ^C
	same status "$status" 130
	talk "stty cols 30 rows 10; '$OTP' -q export --plain --format google alice"
	same status "$status" 1
	[[ $screen == *'the terminal lacks '*' columns and '*' rows'* ]]
}

@test "what nobody reads is no export: all skipped is 1" {
	expect 1 export --plain --format google dave
	[[ $stderr == *'Steam:dave: skipped: '*'otp: export: nothing could be exported' ]]
	prints ''
}

@test "--plain or --encrypt must be said, not both" {
	fails 1 "$WANTS_PLAIN" export
	fails 1 "$WANTS_PLAIN" export -o all.json
	fails 1 "$WANTS_PLAIN" export --format google -o all.png
	fails 2 'otp: export: must be --plain or --encrypt, not both' \
		export --plain --encrypt
	[ ! -e all.json ]
}

@test "--encrypt: the real age opens it, and import" {
	has age script || skip 'no age or no script'
	echo 'a new passphrase for it' >new
	chmod 600 new
	expect 0 -q export --encrypt --new-passphrase-file new \
		--work-factor 10 -o all.age
	prints ''
	same mode "$(stat -c %a all.age)" 600
	not grep -aqE "$KEY|GitHub" all.age
	talk "age -d -o all.json all.age" passphrase: 'a new passphrase for it'
	same content "$(cat all.json)" "$("$OTP" export --plain)"
	other
	expect 0 "${OTHER[@]}" -q import --source-passphrase-file new all.age
	same 'what came back' "$(accounts "${OTHER[@]}")" "$(accounts)"
	expect 0 -q export --encrypt --work-factor 10 --format uri \
		-o uris.age --new-passphrase-fd 3 3<new
	OTP_VAULT=$HOME/third.age make_vault
	expect 0 -V third.age -q import --source-passphrase-file new uris.age
	same URIs "$(uris -V third.age)" "$(uris)"
	expect 5 -V third.age import --source-passphrase-file passphrase \
		uris.age
	[[ $stderr == *'wrong passphrase'* ]]
}

@test "an encrypted one, and no terminal: the way is named" {
	printf 'five words are enough here\n' >new
	chmod 600 new
	expect 0 -q export --encrypt --work-factor 10 \
		--new-passphrase-file new -o all.age
	other
	untouched fails 5 'otp: all.age: there is no terminal to ask for its passphrase: give --source-passphrase-file' \
		"${OTHER[@]}" import all.age
}

@test "--encrypt asks twice on the terminal" {
	talk "'$OTP' -q export --encrypt --work-factor 10 -o all.age" \
		'New passphrase for all.age: ' 'five words are enough here' \
		'The same again: ' 'five words are enough here'
	same status "$status" 0
	other
	printf 'five words are enough here\n' >new
	expect 0 "${OTHER[@]}" -q import --source-passphrase-file new all.age
	fails 5 'otp: none.age: there is no terminal to ask for the new passphrase: give --new-passphrase-file or --new-passphrase-fd' \
		export --encrypt -o none.age
	[ ! -e none.age ]
	talk "'$OTP' -q export --encrypt -o none.age" \
		'New passphrase for none.age: ' '^C'
	same status "$status" 130
	[ ! -e none.age ]
}

@test "--encrypt of a vault with recipients is for these" {
	has age age-keygen || skip 'no age'
	age-keygen 2>/dev/null >id.key
	chmod 600 id.key
	"$OTP" -q -V shared.age init --recipient "$(age-keygen -y id.key)"
	printf '%s\n' "$KEY" | "$OTP" -q -V shared.age --identity id.key add a:b
	expect 0 -V shared.age --identity id.key export --encrypt -o out.age
	says ''
	same secret "$(age -d -i id.key out.age | jq -r '.[0].secret')" "$KEY"
	"$OTP" -V shared.age --identity id.key export --encrypt |
		age -d -i id.key | jq -e length
	printf 'or a passphrase, if wanted\n' >new
	chmod 600 new
	expect 0 -q -V shared.age --identity id.key export --encrypt \
		--new-passphrase-file new --work-factor 10 -o pass.age
	[ "$(sed -n 2p pass.age | cut -d ' ' -f 2)" = scrypt ]
}

@test "options that have no use are refused" {
	fails 2 'otp: export: a new passphrase is for --encrypt only' \
		export --plain --new-passphrase-fd 0
	fails 2 'otp: export: a new passphrase is for --encrypt only' \
		export --plain --work-factor 12
	fails 2 'otp: export: --encrypt has no meaning with google, which is QR codes to be scanned' \
		export --encrypt --format google
	fails 2 'otp: new passphrase: must come from --new-passphrase-file or --new-passphrase-fd, not from both' \
		passwd --new-passphrase-fd 0 --new-passphrase-file x
	fails 2 'otp: --output: must end in .png or .svg, is "x.txt"' \
		export --plain --format google -o x.txt
	expect 2 export --plain --format aegis
	[[ $stderr == 'otp: --format: must be one of json, uri, google; is aegis' ]]
	expect 2 export --plain a b
}

@test "a file is not overwritten without --force, and the vault never" {
	echo precious >all.json
	fails 1 'otp: all.json: exists already; --force replaces it' \
		export --plain -o all.json
	same content "$(cat all.json)" precious
	expect 0 export --plain --force -o all.json
	json 'length == 4' export --plain
	same content "$(cat all.json)" "$output"
	same mode "$(stat -c %a all.json)" 600
	untouched fails 1 "otp: $VAULT: is the vault itself" \
		export --plain --force -o "$VAULT"
	ln -s "$VAULT" link.json
	untouched fails 1 'otp: link.json: is the vault itself' \
		export --plain --force -o link.json
	fails 1 'otp: no/x.json: cannot create: No such file or directory' \
		export --plain -o no/x.json
	mkdir folder
	fails 1 'otp: folder: is a folder; name a file in it' \
		export --plain --force -o folder
}

@test "if one page cannot be written, none is" {
	local i
	for i in {1..12}; do
		add "Service $i:user$i@example.com"
	done
	echo precious >p-2.png
	fails 1 'otp: p-2.png: exists already; --force replaces it' \
		export --plain --format google -o p.png user
	[ ! -e p-1.png ]
	same content "$(cat p-2.png)" precious
}

@test "no match, locked, damaged, no vault" {
	fails 3 'otp: no account matches' export --plain nobody
	"$OTP" -q remove alice
	fails 3 'otp: no account matches' export --plain alice
	OTP_VAULT=$HOME/empty.age make_vault
	fails 3 'otp: the vault has no account' -V empty.age export --plain
	echo wrong >wrong
	chmod 600 wrong
	expect 5 --passphrase-file wrong export --plain
	prints ''
	echo garbage >bad.age
	fails 6 'otp: bad.age: is not a vault' -V bad.age export --plain
	expect 1 -V nowhere.age export --plain
}

@test "an account that is broken is named and skipped" {
	has age script || skip 'no age or no script'
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	sed -i '/"alice"/s/"digits":6/"digits":60/' lines
	rm "$VAULT"
	talk "age -p -o '$VAULT' lines" passphrase "$PASSPHRASE" \
		onfirm "$PASSPHRASE"
	expect 7 -q export --plain -o all.json
	[[ $stderr == 'GitHub:alice: skipped: '*digits*$'\n''otp: export: 1 of 4 accounts could not be exported' ]]
	same rest "$(jq length all.json)" 3
}

@test "an export to a terminal shows nothing that it must not" {
	add $'evil:\u202eabc'
	talk "'$OTP' -q export --plain evil"
	[[ $screen == *'"account":"\u202eabc"'* ]]
	not grep -q $'\u202e' <<<"$screen"
}

@test "--list names the formats, and help no others" {
	expect 0 export --list
	prints $'json\tJSON of otp\nuri\totpauth URIs, one a line\ngoogle\tQR codes for Google Authenticator'
	not grep -qiE 'aegis|2fas|bitwarden' <("$OTP" help export)
}
