# bash completion for otp(1). Account names are completed while the vault is
# unlocked ("otp unlock"); nothing is ever asked for.

# The words of $1 that begin with the current word; $2: to be added after it.
_otp_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_otp_files() {
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}

# The accounts, quoted as the line wants them. Readline replaces only what
# stands behind the last character of COMP_WORDBREAKS or an open quote, so what
# is before it is left out: "kept" of the letters that the word has so far.
_otp_accounts() {
	local line=${COMP_LINE:0:COMP_POINT} char name rest i
	local word='' quote='' kept=0 before=0
	for ((i = 0; i < ${#line}; i++)); do
		char=${line:i:1}
		if [ "$char" = "$quote" ]; then
			quote='' kept=$before
		elif [ "$quote" = "'" ]; then
			word+=$char
		elif [ "$char" = \\ ] && { [ -z "$quote" ] ||
			[[ ${line:i+1:1} == [\\\"\$\`] ]]; }; then
			((i++))
			word+=${line:i:1}
		elif [ -n "$quote" ]; then
			word+=$char
		elif [ "$char" = "'" ] || [ "$char" = '"' ]; then
			quote=$char before=$kept kept=${#word}
		elif [[ $char == [[:space:]] ]]; then
			word='' kept=0
		else
			word+=$char
			[[ $COMP_WORDBREAKS != *"$char"* ]] || kept=${#word}
		fi
	done
	while IFS= read -r name; do
		[[ ${name,,} == "${word,,}"* ]] || continue
		rest=${name:kept}
		case $quote in
		'') [ -z "$rest" ] || printf -v rest %q "$rest" ;;
		"'") rest=${rest//"'"/"'\\''"} ;;
		'"')
			# shellcheck disable=SC1003 # a backslash
			for char in '\' '"' '$' '`'; do
				rest=${rest//"$char"/"\\$char"}
			done
			;;
		esac
		COMPREPLY+=("$rest")
	done < <(otp "${vault[@]}" complete-accounts 2>/dev/null)
}

# The values of option $1; fails if it takes none.
_otp_value() {
	case $1 in
	-V | --vault | --identity | --passphrase-file | -o | --output | \
		--source-passphrase-file | --new-passphrase-file)
		_otp_files
		;;
	--passphrase-command)
		mapfile -t COMPREPLY < <(compgen -c -- "$cur")
		;;
	--type) _otp_words 'totp hotp steam' ;;
	--algorithm) _otp_words 'SHA1 SHA256 SHA512' ;;
	--format)
		[[ " ${COMP_WORDS[*]} " == *' list '* ]] ||
			_otp_words "$(otp export --list 2>/dev/null | cut -f 1)"
		;;
	--from)
		[[ " ${COMP_WORDS[*]} " == *' extract '* ]] && return
		_otp_words "$(otp import --list 2>/dev/null | cut -f 1)"
		;;
	--passphrase-fd | --new-passphrase-fd | --at | --number | \
		--work-factor | --recipient | --issuer | --digits | --period | \
		--counter | --tag | --untag | --note | --rename | --recovery | \
		--resync | --duplicate | --window | --for | --prompt) ;;
	*) return 1 ;;
	esac
}

# The options of command $1, "" for those of every command.
_otp_options() {
	local own=
	local fields='--issuer --type --algorithm --digits --period --counter
		--tag --note --favorite'
	case $1 in
	init) own='--work-factor --recipient' ;;
	add) own="$fields --json" ;;
	new) own="$fields --recovery --invert --ascii --json" ;;
	edit)
		own="$fields --rename --key --resync --duplicate --untag
			--no-favorite"
		;;
	recovery) own='--codes --literal --replace --json' ;;
	verify) own='--window --once --json' ;;
	import)
		own='--from --list --dry-run --clipboard --screen --camera
			--no-sandbox --json --source-passphrase-file'
		;;
	get) own='-n --next -c --copy --wait --peek --json' ;;
	run) own='--prompt' ;;
	extract) own='--from --json' ;;
	list) own='--codes --tag --json --format' ;;
	show) own='--key --uri --json' ;;
	trash) own='--json' ;;
	log) own='-n --number --json' ;;
	undo) own='--json --source-passphrase-file' ;;
	restore) own='--salvage --json --source-passphrase-file' ;;
	backup) own='--force' ;;
	merge) own='--dry-run --json --source-passphrase-file' ;;
	passwd) own='--work-factor --new-passphrase-file --new-passphrase-fd' ;;
	export)
		own='--format --list -o --output --plain --encrypt
			--new-passphrase-file --new-passphrase-fd --work-factor
			--force'
		;;
	unlock) own='--for' ;;
	doctor | recipients | status) own='--json' ;;
	qr) own='-o --output --invert --ascii --force' ;;
	esac
	printf '%s ' "$own" '-V --vault --identity --passphrase-file
		--passphrase-fd --passphrase-command --at --no-color --plain -q --quiet -h --help
		--version'
}

_otp() {
	local cur=${COMP_WORDS[COMP_CWORD]} command='' word i operands=0
	local prev=${COMP_WORDS[COMP_CWORD - 1]}
	local commands='init add new import get run extract list show qr edit
		remove trash recovery verify log undo restore backup merge export passwd
		recipients unlock lock status doctor help'
	local vault=()

	COMPREPLY=()
	# readline takes "--vault=FILE" for three words.
	if [ "$cur" = = ]; then
		cur=
	elif [ "$prev" = = ] && [ "$COMP_CWORD" -ge 2 ]; then
		prev=${COMP_WORDS[COMP_CWORD - 2]}
	fi
	_otp_value "$prev" && return

	for ((i = 1; i < COMP_CWORD; i++)); do
		word=${COMP_WORDS[i]}
		case $word in
		-V | --vault)
			[ "${COMP_WORDS[i + 1]}" != = ] || ((i++))
			((i++))
			vault=(-V "${COMP_WORDS[i]/#~\//$HOME/}")
			continue
			;;
		esac
		case $word in
		--) break ;;
		-*) _otp_value "$word" && [ "${COMP_WORDS[i + 1]}" != = ] && ((i++)) ;;
		= | :) ((i++)) ;; # "ISSUER:ACCOUNT" is three words, too
		*)
			if [ -n "$command" ]; then
				((operands++))
			else
				command=$word
			fi
			;;
		esac
	done
	# What stands before a colon belongs to the word at the cursor.
	if [ "$cur" = : ] || [ "${COMP_WORDS[COMP_CWORD - 1]}" = : ]; then
		((operands--))
	fi
	COMPREPLY=()
	if [ "$command" = run ] && [ "$prev" = -- ]; then
		mapfile -t COMPREPLY < <(compgen -c -- "$cur")
		return
	fi
	case $command:$cur in
	*:-*) _otp_words "$(_otp_options "$command")" ;;
	:*) _otp_words "$commands" ;;
	help:*) _otp_words "$commands" ;;
	import:* | backup:* | merge:*) _otp_files ;;
	get:* | show:* | qr:* | remove:* | run:*) _otp_accounts ;;
	edit:* | verify:* | recovery:*)
		if [ "$operands" -le 0 ]; then
			_otp_accounts
		elif [ "$command:$operands" = recovery:1 ]; then
			_otp_words 'list add use'
		fi
		;;
	trash:*) _otp_words 'list restore empty' ;;
	recipients:*) _otp_words 'list add remove' ;;
	esac
}

complete -F _otp otp
