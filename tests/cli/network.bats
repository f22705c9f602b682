#!/usr/bin/env bats
# otp, and all that it starts, can reach no network.

# shellcheck disable=SC2154 # bats sets status, output and stderr
# shellcheck disable=SC2016 # perl expands its own
load helpers

prepare() {
	make_vault
	add GitHub:alice
	unset OTP_PASSPHRASE_FILE
	# Tries a socket of the kind $1 and writes what became of it to $2.
	cat >try <<-'END'
		use Socket;
		open(my $out, ">>", $ARGV[1]) or die;
		print $out socket(my $s, eval $ARGV[0], SOCK_STREAM, 0) ?
			"opened\n" : "$!\n";
	END
	perl try PF_INET before || skip 'no perl here: nothing was checked'
	grep -q opened before || skip 'no network sockets here anyway'
	grep -q '^Seccomp' /proc/self/status ||
		skip 'the kernel has no seccomp: nothing was checked'
}

@test "a passphrase command can open no network socket" {
	expect 0 --at 59 --passphrase-command \
		"perl try PF_INET four; perl try PF_INET6 six; cat passphrase" \
		get alice
	prints 287082
	same IPv4 "$(<four)" 'Permission denied'
	same IPv6 "$(<six)" 'Permission denied'
}

@test "a passphrase command can open a local socket" {
	expect 0 --passphrase-command "perl try PF_UNIX got; cat passphrase" \
		get alice
	same local "$(<got)" opened
}

@test "it holds for what is left running, too" {
	mkfifo go end
	expect 0 --passphrase-command \
		"(read -r x <go; perl try PF_INET got; echo >end) \
		>/dev/null 2>&1 & cat passphrase" get alice
	echo >go
	read -r _ <end
	same IPv4 "$(<got)" 'Permission denied'
}

@test "a passphrase command cannot become another user" {
	expect 0 --passphrase-command \
		"grep NoNewPrivs /proc/self/status >got; cat passphrase" \
		get alice
	[[ $(<got) == NoNewPrivs:*1 ]]
}

# Of a connection, refused comes behind denied.
@test "bash's own /dev/tcp is denied" {
	has bash || skip 'no bash'
	expect 0 --passphrase-command \
		"bash -c ': </dev/tcp/127.0.0.1/9' 2>got; cat passphrase" \
		get alice
	grep -q 'Permission denied' got
}
