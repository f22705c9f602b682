#!/usr/bin/env bats
# The recipes of the manual, run as they are written there, against services
# on loopback: recipes_services.sh. They need root, and each its daemon.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # the recipes expand their own
load helpers

MANUAL=$BATS_TEST_DIRNAME/../../man/otp.1

prepare() {
	local program
	[ "$(id -u)" -eq 0 ] || skip 'not root: no recipe was tried'
	case ${OTP_BUILD-} in
	*/asan) skip 'of the sanitized program no recipe was tried' ;;
	esac
	for program in unshare setpriv ip oathtool ssh-keygen; do
		has "$program" || skip "no $program: no recipe was tried"
	done
	unshare -mnup --fork --mount-proc mount -t tmpfs tmpfs /run \
		2>/dev/null || skip 'no namespaces here: no recipe was tried'
	work=$(mktemp -d /tmp/otp-recipes.XXXXXX)
}

teardown() {
	[ -z "${work-}" ] || rm -rf "$work"
}

# recipe WORDS [PATTERN]: the one line of the manual with these words.
recipe() {
	local lines
	lines=$(sed -nE -e 's/\\e/\\/g' -e 's/^(\.Dl )?\$ (.*)/\2/p' \
		-e 's/^0 4 \* \* \* (.*)/\1/p' "$MANUAL" | grep -F -- "$1" |
		grep -e "${2-.}")
	[ "$(wc -l <<<"$lines")" -eq 1 ] || return 1
	printf '%s\n' "$lines"
}

# need PROGRAM...: of this recipe. pam_oath.so is looked for where modules are.
need() {
	local program
	for program; do
		if [ "$program" = pam_oath.so ]; then
			[ -n "$(find /lib/ /usr/lib*/ -name pam_oath.so \
				-print -quit)" ]
		else
			has "$program"
		fi || skip "no $program: this recipe was not tried"
	done
}

# as_jane SCRIPT: with the services about, a vault with an account for each,
# and files to send.
as_jane() {
	cat >"$work/prelude" <<-END
		cd ~
		umask 077
		export PATH=~/bin:$(dirname "$OTP"):/usr/sbin:/usr/bin:/sbin:/bin
		export OTP_PASSPHRASE_FILE=~/.otp-pass
		printf '%s\n' '$PASSPHRASE' >.otp-pass
		printf sesame >.ftp-password
		otp -q init --work-factor 10
		for name in nas ftp old-ftp laptop portal; do
			echo $KEY | otp -q add --type hotp \$name >/dev/null
		done
		echo 'the report' >remote.txt
		mkdir bin here
		cd here
		echo 'the report' >report.txt
	END
	{
		cat "$work/prelude"
		echo "$1"
	} >"$work/script"
	chmod 755 "$work"
	run --separate-stderr timeout -k 5 300 unshare -mnup --fork --kill-child \
		--mount-proc "$BATS_TEST_DIRNAME/recipes_services.sh" "$work" \
		setpriv --reuid 4711 --regid 4711 --clear-groups \
		env -i HOME="$work/home" CURL_CA_BUNDLE="$work/web.crt" \
		setsid -w sh "$work/script" </dev/null
	[ "$status" -eq 0 ] || {
		echo "status $status, output: $output"
		echo "stderr: $stderr"
		return 1
	}
}

@test "ssh with keyboard-interactive, sftp, and an askpass program" {
	local askpass
	need /usr/sbin/sshd ssh sftp pam_oath.so
	askpass=$(sed -n '/^\$ cat ~\/bin\/otp-askpass/,/^\$ export/p' \
		"$MANUAL" | sed '1d;$d')
	as_jane "echo 'echo in; id -un' | $(recipe 'run nas -- ssh')
		echo 'get remote.txt got.txt' | $(recipe 'run nas -- sftp jane')
		cmp report.txt got.txt && echo got
		cat >~/bin/otp-askpass <<'END'
$askpass
END
		chmod +x ~/bin/otp-askpass
		$(recipe 'export SSH_ASKPASS')
		echo 'echo asked' | $(recipe 'ssh jane@nas.example.com' '^ssh')"
	[[ $output == *$'in\njane\n'*got*asked* ]]
}

@test "a crontab line: sftp in a batch, with no terminal about" {
	need /usr/sbin/sshd sftp pam_oath.so
	as_jane "cd ~
		echo 'put remote.txt sent.txt' >upload.txt
		env -i HOME=\$HOME PATH=\$PATH sh -c '$(recipe 'upload.txt')'
		cmp remote.txt sent.txt && echo sent"
	[[ $output == *sent ]]
}

@test "sudo with a PAM module: the command becomes another user" {
	need sudo pam_oath.so
	grep -q '^NoNewPrivs:.*0$' /proc/self/status ||
		skip 'no program may gain rights here: sudo was not tried'
	as_jane "$(recipe 'run laptop -- sudo')"
	[[ $output == *'uid=0(root)'* ]]
}

@test "FTP with the code as password, by curl and lftp" {
	need /usr/sbin/vsftpd curl lftp pam_oath.so
	as_jane "$(recipe '-T report.txt')
		cmp report.txt ~/report.txt && echo sent
		echo 'cat report.txt' | $(recipe 'LFTP_PASSWORD')
		$(recipe '--prompt')"
	[[ $output == *$'sent\nthe report\n'*remote.txt* ]]
}

@test "FTP with the code behind the password" {
	need /usr/sbin/vsftpd lftp pam_oath.so
	as_jane "$(recipe 'old-ftp.example.com')"
	[[ $output == *remote.txt* ]]
}

@test "a login to a web site by curl, and a code in a variable" {
	need curl openssl python3
	as_jane "$(recipe 'https://portal')
		$(recipe 'code=$(otp')
		echo \"code \$code\"
		printf 'Your portal code is 482913.\n' >mail.eml
		$(recipe 'otp extract')"
	[[ $output == *$'welcome\ncode 359152\n482913' ]]
}
