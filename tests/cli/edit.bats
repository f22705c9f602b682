#!/usr/bin/env bats
# otp edit

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

prepare() {
	make_vault
	add --tag work --note 'a note' GitHub:alice
}

@test "every field" {
	expect 0 edit alice --rename GitLab:bob --algorithm SHA256 --digits 8 \
		--period 60 --tag home --tag ftp --untag work --note other \
		--favorite
	prints ''
	says 'changed GitLab:bob'
	json '.issuer == "GitLab" and .account == "bob" and
		.algorithm == "SHA256" and .digits == 8 and .period == 60 and
		.tags == ["home", "ftp"] and .note == "other" and .favorite' \
		show --json bob
	expect 0 --at 59 get bob
	prints "$(oathtool --totp=SHA256 --digits 8 --time-step-size=60 \
		--base32 --now @59 "$KEY")"
}

@test "what no option names stays as it is" {
	expect 0 edit alice --digits 8
	json '.issuer == "GitHub" and .account == "alice" and .period == 30 and
		.tags == ["work"] and .note == "a note"' show --json alice
	expect 0 --at 59 get alice
	prints "$(totp 59 --digits 8)"
}

@test "options stand before the account or behind" {
	expect 0 edit --digits 8 alice --period 60
	json '.digits == 8 and .period == 60' show --json alice
}

@test "--rename: with a colon issuer and account, without the account alone" {
	expect 0 edit alice --rename bob
	says 'changed GitHub:bob'
	expect 0 edit bob --rename ' Site : a:b '
	json '.issuer == "Site" and .account == "a:b"' show --json Site
	expect 0 edit Site --issuer 'New Site' --rename 'DOM:user'
	json '.issuer == "New Site" and .account == "DOM:user"' \
		show --json 'New Site'
	expect 0 edit 'New Site' --issuer Other
	json '.issuer == "Other" and .account == "DOM:user"' show --json Other
	expect 0 edit Other --issuer ''
	json '.issuer == "" and .account == "DOM:user"' show --json DOM:user
}

@test "no name at all is refused" {
	untouched fails 1 'otp: GitHub:alice: account: must not be empty, nor the issuer' \
		edit alice --rename :
}

@test "a URI is no name: it has the key in it" {
	untouched fails 2 'otp: NAME: must be a name, is a URI; "otp add" and "otp import -" read those from standard input' \
		edit alice --rename "otpauth://totp/bob?secret=$KEY"
	untouched fails 2 'otp: --issuer: must be a name, is a URI; "otp add" and "otp import -" read those from standard input' \
		edit alice --issuer "otpauth://totp/bob?secret=$KEY"
}

@test "an empty note is none; a note may have lines" {
	expect 0 edit alice --note ''
	json '.note == ""' show --json alice
	expect 0 edit alice --note $'one\ntwo'
	json '.note == "one\ntwo"' show --json alice
}

@test "tags: taken away before others are added, in any case" {
	expect 0 edit alice --untag WORK --tag Work
	json '.tags == ["Work"]' show --json alice
	untouched fails 3 'otp: GitHub:alice: has no tag "none"' \
		edit alice --untag none
	untouched fails 2 'otp: --untag: must not be empty' edit alice --untag ''
	untouched expect 0 edit alice --tag work
	says 'GitHub:alice is like that already'
}

@test "favorite and back" {
	json '.favorite | not' show --json alice
	expect 0 edit alice --favorite
	json '.favorite' show --json alice
	expect 0 edit alice --no-favorite
	json '.favorite | not' show --json alice
	untouched fails 2 'otp: --no-favorite: contradicts --favorite' \
		edit alice --favorite --no-favorite
}

@test "add makes favorites, too" {
	add --favorite GitHub:fay
	json '.favorite' show --json fay
}

@test "--key: from standard input, and the one before is kept" {
	expect_fed "$OTHER_KEY"$'\n' 0 edit --key alice
	prints ''
	says 'changed GitHub:alice'
	expect 0 --at 59 get alice
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
	has age script || skip "no age or no script"
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	same history "$(jq -r '.history // [] | .[].secret' lines)" "$KEY"
}

@test "--key: asked for without echo on a terminal, again after a slip" {
	has script || skip "no script"
	talk "'$OTP' edit --key alice" 'URI: ' GEZD1NBV 'URI: ' "$OTHER_KEY"
	same status "$status" 0
	[[ $screen != *"$OTHER_KEY"* && $screen != *GEZD* ]]
	expect 0 --at 59 get alice
	prints "$(oathtool --totp --base32 --now @59 "$OTHER_KEY")"
}

@test "--key: a bad one is named by its place, and nothing changes" {
	untouched expect_fed 'GEZDGNBVGY3T!OJQ' 1 edit --key --digits 8 alice
	[[ $stderr == 'otp: text key: '*13* && $stderr != *GEZD* ]]
	untouched expect_fed '' 1 edit --key alice
	untouched expect_fed "$KEY" 1 edit --key alice
	says 'otp: GitHub:alice: key: is the one that it has already'
}

@test "--key: a URI brings its parameters, options win, its name does not count" {
	expect_fed "otpauth://totp/X:y?secret=$OTHER_KEY&digits=8&period=60&algorithm=SHA256" \
		0 edit --key --period 45 alice
	json '.issuer == "GitHub" and .account == "alice" and .digits == 8 and
		.period == 45 and .algorithm == "SHA256"' show --json alice
	expect_fed "otpauth://hotp/X:y?secret=$KEY&counter=7" 0 \
		edit --key alice
	json '.type == "hotp" and .counter == 7 and .digits == 6' \
		show --json alice
	expect_fed "otpauth://hotp/X:y?secret=$OTHER_KEY&counter=7" 0 \
		edit --key --type totp alice
	json '.type == "totp" and .period == 30' show --json alice
}

@test "--key: a counter begins anew, and goes on with the key before" {
	add --type hotp S:h
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 1 "$KEY")"
	expect_fed "$OTHER_KEY" 0 edit --key S:h
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 0 "$OTHER_KEY")"
	expect_fed "$KEY" 0 edit --key S:h
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 2 "$KEY")"
}

@test "another type, with what it needs" {
	expect 0 edit alice --type hotp
	json '.type == "hotp" and .counter == 0 and .digits == 6 and
		(has("period") | not)' show --json alice
	expect 0 edit alice --counter 5
	expect 0 get alice
	prints "$(oathtool --hotp --base32 --counter 5 "$KEY")"
	expect 0 edit alice --type steam
	json '.type == "steam" and .digits == 5 and .period == 30' \
		show --json alice
	expect 0 edit alice --type totp
	json '.type == "totp" and .digits == 6 and .period == 30' \
		show --json alice
	expect 0 edit alice --type hotp
	json '.counter == 6' show --json alice
}

@test "a counter that goes back is warned of" {
	add --type hotp --counter 9 S:h
	expect 0 edit S:h --counter 3
	[[ $stderr == warning:*3*to*9* ]]
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 3 "$KEY")"
}

@test "--resync: the counter of the code that is expected, before or after" {
	add --type hotp S:h
	expect 0 edit S:h --resync "$(oathtool --hotp --base32 -c 700 "$KEY")"
	prints ''
	says 'counter of S:h is now 700, before it was 1'
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 700 "$KEY")"
	expect 0 edit --resync "$(oathtool --hotp --base32 -c 650 "$KEY")" S:h
	[[ $stderr == "counter of S:h is now 650, before it was 701
warning: the codes of counters 650 to 700 come once more: "* ]]
	json '.counter == 650' show --json S:h
	untouched fails 8 'otp: S:h: the code is none of the 1000 before and after counter 650' \
		edit S:h --resync "$(oathtool --hotp --base32 -c 5000 "$KEY")"
	untouched fails 1 'otp: GitHub:alice: is not counter-based' \
		edit alice --resync "$(totp 59)"
	untouched fails 2 'otp: edit: --resync stands alone; see "otp help edit"' \
		edit S:h --resync 123456 --digits 8
}

@test "--resync with two codes: the counter behind them, before or after" {
	add --type hotp S:h
	expect 0 edit S:h --resync "$(oathtool --hotp --base32 -c 2500 "$KEY"),$(
		oathtool --hotp --base32 -c 2501 "$KEY")"
	says 'counter of S:h is now 2502, before it was 1'
	expect 0 edit S:h --resync "$(oathtool --hotp --base32 -c 30 "$KEY"), $(
		oathtool --hotp --base32 -c 31 "$KEY")"
	[[ $stderr == "counter of S:h is now 32, before it was 2502
warning: the codes of counters 32 to 2501 come once more: "* ]]
	expect 0 get S:h
	prints "$(oathtool --hotp --base32 --counter 32 "$KEY")"
	untouched fails 8 'otp: S:h: the codes are none of the 3000 before and after counter 33' \
		edit S:h --resync "$(oathtool --hotp --base32 -c 40 "$KEY"),$(
		oathtool --hotp --base32 -c 42 "$KEY")"
	untouched fails 8 'otp: S:h: the code must have 6 characters, has 0' \
		edit S:h --resync "$(oathtool --hotp --base32 -c 40 "$KEY"),"
}

@test "impossible accounts are refused, and nothing changes" {
	add --type hotp S:h
	untouched fails 2 'otp: --counter: has no meaning for type totp' \
		edit alice --counter 3
	untouched fails 2 'otp: --period: has no meaning for type hotp' \
		edit S:h --period 60
	untouched fails 2 'otp: --period: has no meaning for type hotp' \
		edit alice --type hotp --period 60
	untouched fails 1 'otp: GitHub:alice: digits: must be 5 for Steam, is 8' \
		edit alice --type steam --digits 8 --rename x
	untouched fails 2 'otp: --digits: must be 4 to 10, is 3' \
		edit alice --digits 3
	untouched fails 2 'otp: --counter: must be 0 to 18446744073709551614, is 18446744073709551615' \
		edit S:h --counter 18446744073709551615
	untouched expect 1 edit alice --rename $'a\xff'
	says 'otp: GitHub:alice: account: must be UTF-8, is not'
	untouched expect 1 edit alice --issuer "$(printf 'x%.0s' {1..1025})"
	says 'otp: GitHub:alice: issuer: must be at most 1024 bytes, is 1025'
	untouched expect 1 edit alice --note "$(printf 'x%.0s' {1..16385})"
	says 'otp: GitHub:alice: note: must be at most 16384 bytes, is 16385'
}

@test "an exact duplicate is refused" {
	add GitHub:bob
	untouched fails 1 'otp: GitHub:alice: is there already, with this very key' \
		edit bob --rename alice
	key=$OTHER_KEY add GitHub:carol
	untouched expect_fed "$KEY" 1 edit carol --key --rename alice
	says 'otp: GitHub:alice: is there already, with this very key'
	expect 0 edit carol --rename alice --note 'another key'
}

@test "nothing to change is a usage error; a change to the same saves nothing" {
	untouched fails 2 'otp: edit: needs an option that says what to change; see "otp help edit"' \
		edit alice
	untouched expect 0 edit alice --digits 6 --rename alice
	says 'GitHub:alice is like that already'
	fails 2 'otp: edit: needs ACCOUNT; see "otp help edit"' edit
}

@test "an unclear account: the candidates; an unknown one" {
	add GitHub:alison
	untouched expect 4 edit ali --digits 8
	same lines "$(wc -l <<<"$stderr")" 3
	untouched fails 3 'otp: no account matches "zoe"' edit zoe --digits 8
	"$OTP" -q remove alison
	untouched expect 3 edit alison --digits 8
}

@test "what others know of an account stays" {
	has age script || skip "no age or no script"
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	sed -i 's/"account":"alice",/&"icon":{"svg":[1,2]},/' lines
	rm "$VAULT"
	talk "age -p -o '$VAULT' lines" 'secure one): ' "$PASSPHRASE" \
		'onfirm passphrase: ' "$PASSPHRASE"
	expect 0 edit alice --digits 8
	rm lines
	talk "age -d -o lines '$VAULT'" passphrase: "$PASSPHRASE"
	same icon "$(jq -c 'select(.account == "alice") | .icon, .digits' lines |
		paste -sd' ')" '{"svg":[1,2]} 8'
}

@test "undo takes an edit back" {
	expect 0 edit alice --digits 8 --rename bob
	expect 0 undo
	json '.digits == 6 and .account == "alice"' show --json alice
}

@test "no vault, no passphrase" {
	expect 1 -V "$HOME/none.age" edit alice --digits 8
	untouched expect 5 --passphrase-file /dev/null edit alice --digits 8
	prints ''
}

@test "--duplicate: one like it under another name; the first stays" {
	add Dup:one --tag t --note n --digits 8
	expect 0 edit --duplicate two Dup:one
	says 'added Dup:two'
	json '[.[] | {issuer, account, digits, tags, note}] == [
		{issuer: "Dup", account: "one", digits: 8, tags: ["t"], note: "n"},
		{issuer: "Dup", account: "two", digits: 8, tags: ["t"], note: "n"}]' \
		list --json Dup
	expect 0 --at 59 get Dup:two
	prints "$(totp 59 --digits 8)"
	expect 0 edit --duplicate Other:two Dup:one
	says 'added Other:two'
	untouched fails 1 'otp: Dup:two: is there already, with this very key' \
		edit --duplicate two Dup:one
	untouched fails 1 \
		'otp: Dup:one: must get a name: account or issuer' \
		edit --duplicate : Dup:one
	untouched fails 2 \
		'otp: edit: --duplicate stands alone; see "otp help edit"' \
		edit --duplicate x Dup:one --digits 6
	add Dup:h --type hotp
	untouched fails 1 \
		'otp: Dup:h: has a counter, which cannot be kept in two places' \
		edit --duplicate x Dup:h
}
