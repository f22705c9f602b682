#!/bin/zsh -f
# Usage: complete.zsh FOLDER LINE: what zsh offers for a Tab at the end of LINE,
# one a line, with the completion functions of FOLDER. A shell on a terminal
# of its own does it, in which compadd also writes down what it is given.
# COMPLETE_DUMP may name a file that makes the next run quicker.
emulate -R zsh
zmodload zsh/zpty || exit 1
home=$(mktemp -d) || exit 1
cat >$home/.zshrc <<'END'
PROMPT= RPROMPT=
LISTMAX=1000 # a list as long as the screen would be asked about
fpath=($COMPLETE_FOLDER $fpath)
autoload -Uz compinit && compinit -u -d ${COMPLETE_DUMP:-$ZDOTDIR/dump}
compadd() {
	local -a offered
	# -O, -A and -D ask for an array: not an offer.
	if (( ${@[(I)-(O|A|D)*]} )); then
		builtin compadd "$@"
		return
	fi
	builtin compadd -A offered "$@"
	print -rl -- $offered >>$ZDOTDIR/offered
	builtin compadd "$@"
}
leave() { exit }
comppostfuncs=(leave)
ready() { print -r READY }
zle -N zle-line-init ready
bindkey '^I' complete-word
END
export ZDOTDIR=$home COMPLETE_FOLDER=${1:A} TERM=dumb
{
	zpty shell zsh -i
	zpty -r shell text '*READY*' || exit 1
	zpty -w -n shell "$2"$'\t'
	while zpty -r shell text; do :; done
	[[ ! -e $home/offered ]] || sort -u $home/offered
} always {
	# Not a trap: the child of zpty would run it too.
	rm -rf $home
}
