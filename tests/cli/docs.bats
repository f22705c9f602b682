#!/usr/bin/env bats
# The manual page and the completions against the program's own tables, as
# "otp help" tells them: no command and no option more or less.

OTP=${OTP:-$BATS_TEST_DIRNAME/../../build/release/bin/otp}
MANUAL=$BATS_TEST_DIRNAME/../../man/otp.1
COMPLETIONS=$BATS_TEST_DIRNAME/../../completions
SOURCE=$BATS_TEST_DIRNAME/../../src

setup() {
	export HOME=$BATS_TEST_TMPDIR XDG_CONFIG_HOME=$BATS_TEST_TMPDIR
	export XDG_DATA_HOME=$BATS_TEST_TMPDIR
	export COMPLETE_DUMP=$BATS_FILE_TMPDIR/zcompdump
	# what complete.zsh makes is gone with the test, however that ends
	export TMPDIR=$BATS_FILE_TMPDIR
	PATH=$(dirname "$OTP"):$PATH
	cd "$HOME" || return 1
	touch 'a file.png' other.txt
}

# The commands, one a line.
commands() {
	otp help | sed -n '/^Commands:/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'
}

# options TITLE [COMMAND]: the options below the title in help, one a line.
options() {
	local title=$1
	shift
	otp help "$@" | sed -n "/^$title:/,/^\$/p" | sed -nE \
		-e 's/^  (-.), (--[a-z-]+).*/\1\n\2/p' \
		-e 's/^      (--[a-z-]+).*/\1/p'
}

# all_options [COMMAND]: its own and those of every command, sorted.
all_options() {
	{
		[ $# -eq 0 ] || options Options "$1"
		options 'Options of every command'
	} | sort -u
}

# choices COMMAND OPTION: the words that the option takes, one a line.
choices() {
	otp help "$1" | awk -v option="$2" '
		/^ +-/ { on = ($1 == option) }
		/^$/ { on = 0 }
		on' | tr -s ' \n' '  ' | sed 's/.*: //' | tr -d ',' |
		tr ' ' '\n' | sed '/^$/d'
}

same() {
	if [ "$2" != "$3" ]; then
		echo "$1:"
		diff <(echo "$2") <(echo "$3")
		return 1
	fi
}

@test "help tells commands and options" {
	commands | grep -qx get
	options Options get | grep -qx -- --next
	options Options get | grep -qx -- -n
	options 'Options of every command' | grep -qx -- --vault
	choices add --type | grep -qx hotp
}

# What the manual has between ".Ss NAME" and the next heading, as options.
manual_options() {
	awk -v name="$1" '/^\.S[sh] /{on = ($0 == ".Ss " name)} on' "$MANUAL" |
		sed -nE 's/^\.It (Fl .*)/\1/p' | sed -E \
		-e 's/ (Ns|Ar|Op).*//' -e 's/Fl Fl /--/' -e 's/Fl /-/' \
		-e 's/ , /\n/'
}

@test "the manual has every command, and no other" {
	same commands "$(commands | sort)" "$(
		awk '/^\.Sh /{on = ($2 == "COMMANDS")} on' "$MANUAL" |
			sed -n 's/^\.Ss //p' | sort)"
}

@test "the manual has every option of every command, and no other" {
	same 'every command' "$(options 'Options of every command' | sort)" \
		"$(manual_options 'Options of every command' | sort)"
	for command in $(commands); do
		same "$command" "$(options Options "$command" | sort)" \
			"$(manual_options "$command" | sort)"
	done
}

@test "the manual has the words that options take" {
	local word
	for word in $(choices add --type) $(choices add --algorithm) \
		$(otp export --list | cut -f 1); do
		grep -qE "^\.(It )?Cm $word\b" "$MANUAL"
	done
}

# What the source asks the environment for, by name or through a table.
variables() {
	{
		grep -rhoE '"(OTP|XDG|NO)_[A-Z_]+"|"(WAYLAND_)?DISPLAY"' "$SOURCE"
		grep -rhoE 'getenv\("[^"]+"' "$SOURCE" | cut -d '(' -f 2
	} | tr -d '"' | sort -u
}

@test "the manual has every variable of the environment, and no other" {
	[ -d "$SOURCE" ] || skip 'no source here: not checked'
	variables | grep -qx OTP_VAULT
	same variables "$(variables)" "$(
		sed -nE 's/^\.It Ev //p' "$MANUAL" |
			sed 's/ , Ev /\n/g' | sort -u)"
}

@test "the manual has every exit status, and no other" {
	[ -d "$SOURCE" ] || skip 'no source here: not checked'
	same statuses "$(sed -nE 's/.*\[ERR_[A-Z_]+\] = ([0-9]+),.*/\1/p' \
		"$SOURCE/base/err.c" | sort -nu)" "$(
		awk '/^\.Sh /{on = ($2 == "EXIT")} on' "$MANUAL" |
			sed -nE 's/^\.It ([0-9]+)$/\1/p' | sort -n)"
}

@test "otp help COMMAND and otp COMMAND --help are the same, for all" {
	local command
	for command in $(commands); do
		same "$command" "$(otp help "$command")" "$(otp "$command" --help)"
		same "$command -h" "$(otp help "$command")" "$(otp -h "$command")"
		otp help "$command" | grep -q "^Usage: otp $command"
	done
}

# offers SHELL LINE: what the shell offers at the end of LINE, sorted.
offers() {
	command -v "$1" >/dev/null || skip "no $1 here"
	"$1_offers" "$2" | sed '/^$/d' | sort -u
}

bash_offers() {
	# The words of the line; readline makes one of "=" too.
	bash --norc --noprofile -c '
		source "$1/otp.bash"
		line=${2//=/ = }
		read -ra COMP_WORDS <<<"$line"
		case $line in *" ") COMP_WORDS+=("") ;; esac
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		_otp
		printf "%s\n" "${COMPREPLY[@]}"
	' bash "$COMPLETIONS" "$1"
}

zsh_offers() {
	zsh -f "$BATS_TEST_DIRNAME/complete.zsh" "$COMPLETIONS" "$1" |
		sed -E 's/=-?$//'
}

# shellcheck disable=SC2016 # for fish to expand
fish_offers() {
	fish --no-config -c 'source $argv[1]/otp.fish; complete -C $argv[2]' \
		"$COMPLETIONS" "$1" | cut -f 1
}

# Both long and short options must be known. fish offers short ones only
# after one dash, and zsh not the long form of one that was given.
completes_all_words() {
	local shell=$1 command
	same "$shell: otp" "$(commands | sort)" "$(offers "$shell" 'otp ' |
		grep -vE '^(a file.png|other.txt)$')"
	for command in '' $(commands); do
		same "$shell: otp $command --" \
			"$(all_options ${command:+"$command"} | grep -- '^--')" \
			"$(offers "$shell" "otp $command${command:+ }--" |
				grep -- '^--')"
		same "$shell: otp $command -" \
			"$(all_options ${command:+"$command"} | grep -- '^-[^-]')" \
			"$(offers "$shell" "otp $command${command:+ }-" |
				grep -- '^-[^-]')"
	done
}

completes_values() {
	local shell=$1 command
	same "$shell: --type" "$(choices add --type | sort)" \
		"$(offers "$shell" 'otp add --type ')"
	same "$shell: --algorithm" "$(choices add --algorithm | sort)" \
		"$(offers "$shell" 'otp add --algorithm ')"
	for command in new edit; do
		same "$shell: $command --type" "$(choices $command --type | sort)" \
			"$(offers "$shell" "otp $command --type ")"
		same "$shell: $command --algorithm" \
			"$(choices $command --algorithm | sort)" \
			"$(offers "$shell" "otp $command --algorithm ")"
	done
	same "$shell: recovery" $'add\nlist\nuse' \
		"$(offers "$shell" 'otp recovery alice ')"
	same "$shell: --type before" hotp \
		"$(offers "$shell" 'otp --no-color add --type h')"
	same "$shell: help" get "$(offers "$shell" 'otp help ge')"
	same "$shell: --from" "$(otp import --list | cut -f 1 | sort)" \
		"$(offers "$shell" 'otp import --from ')"
	same "$shell: --format" "$(otp export --list | cut -f 1 | sort)" \
		"$(offers "$shell" 'otp export --format ')"
	for line in 'otp import o' 'otp --vault o' 'otp get --vault=o' \
		'otp -V o' 'otp list --passphrase-file o' \
		'otp import --source-passphrase-file o' \
		'otp export -o o' 'otp passwd --new-passphrase-file o'; do
		offers "$shell" "$line" | grep -qE '(^|=)other.txt$'
	done
}

# Accounts are secret; and what is not a file must not be taken for one.
completes_nothing_else() {
	local shell=$1 line
	for line in 'otp get o' 'otp show o' 'otp remove o' 'otp add --note o' \
		'otp --at o' 'otp list --format o' 'otp edit o' \
		'otp edit --rename o' 'otp edit --resync o' 'otp new o' 'otp recovery o' \
		'otp recovery alice use o' 'otp verify o' \
		'otp verify --window o'; do
		same "$shell: $line" '' "$(offers "$shell" "$line")"
	done
}

@test "bash completes every command and option" {
	completes_all_words bash
}

@test "bash completes values, formats and files, and nothing else" {
	completes_values bash
	completes_nothing_else bash
}

@test "zsh completes every command and option" {
	completes_all_words zsh
}

@test "zsh completes values, formats and files, and nothing else" {
	completes_values zsh
	completes_nothing_else zsh
}

@test "fish completes every command and option" {
	completes_all_words fish
}

@test "fish completes values, formats and files, and nothing else" {
	completes_values fish
	completes_nothing_else fish
}
