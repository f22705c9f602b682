# bash completion for otp(1). It never opens the vault: account names are not
# completed.

# The words of $1 that begin with the current word; $2: to be added after it.
_otp_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur")
}

_otp_files() {
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen -f -- "$cur")
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
	--format) _otp_words "$(otp export --list 2>/dev/null | cut -f 1)" ;;
	--from) _otp_words "$(otp import --list 2>/dev/null | cut -f 1)" ;;
	--passphrase-fd | --new-passphrase-fd | --at | --number | \
		--work-factor | --recipient | --issuer | --digits | --period | --counter | --tag | --note | --for | --prompt) ;;
	*) return 1 ;;
	esac
}

# The options of command $1, "" for those of every command.
_otp_options() {
	local own=
	case $1 in
	init) own='--work-factor --recipient' ;;
	add)
		own='--issuer --type --algorithm --digits --period --counter
			--tag --note'
		;;
	import)
		own='--from --list --dry-run --clipboard --screen
			--source-passphrase-file'
		;;
	get) own='-n --next -c --copy --wait --peek --json' ;;
	run) own='--prompt' ;;
	list) own='--codes --tag --json' ;;
	show) own='--key --uri --json' ;;
	trash) own='--json' ;;
	log) own='-n --number --json' ;;
	undo) own='--source-passphrase-file' ;;
	restore) own='--salvage --source-passphrase-file' ;;
	backup) own='--force' ;;
	merge) own='--dry-run --source-passphrase-file' ;;
	passwd) own='--work-factor --new-passphrase-file --new-passphrase-fd' ;;
	export)
		own='--format --list -o --output --plain --encrypt
			--new-passphrase-file --new-passphrase-fd --work-factor
			--force'
		;;
	unlock) own='--for' ;;
	doctor) own='--json' ;;
	qr) own='-o --output --invert --ascii --force' ;;
	esac
	printf '%s ' "$own" '-V --vault --identity --passphrase-file
		--passphrase-fd --passphrase-command --at --no-color --plain -q --quiet -h --help
		--version'
}

_otp() {
	local cur=${COMP_WORDS[COMP_CWORD]} command='' word i
	local prev=${COMP_WORDS[COMP_CWORD - 1]}
	local commands='init add import get run list show qr remove trash log
		undo restore backup merge export passwd recipients unlock lock status
		doctor help'

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
		--) break ;;
		-*) _otp_value "$word" && [ "${COMP_WORDS[i + 1]}" != = ] && ((i++)) ;;
		=) ((i++)) ;;
		*)
			command=$word
			break
			;;
		esac
	done
	COMPREPLY=()
	case $command:$cur in
	*:-*) _otp_words "$(_otp_options "$command")" ;;
	:*) _otp_words "$commands" ;;
	help:*) _otp_words "$commands" ;;
	import:* | backup:* | merge:*) _otp_files ;;
	trash:*) _otp_words 'list restore empty' ;;
	recipients:*) _otp_words 'list add remove' ;;
	esac
}

complete -F _otp otp
