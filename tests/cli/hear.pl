#!/usr/bin/perl
# Usage: hear.pl SECONDS [TEXT]
# Copies standard input up to TEXT, without one to the end, and reads no byte
# more. A full stop follows, which keeps the shell from cutting off newlines;
# NULs, which it cannot hold, are left out. The status is 1 if the end came
# before, 2 if nothing came for so long.
#
# Not in the shell, where Bats does a lot before each command: a picture of the
# terminal would take minutes.
use strict;
use warnings;

my ($seconds, $text) = @ARGV;
my ($heard, $all, $status) = ('', '', 0);
vec($all, 0, 1) = 1;

while (1) {
	my $ready = select(my $set = $all, undef, undef, $seconds);
	my ($got, $byte) = (0);
	next if $ready < 0;
	if ($ready == 0) {
		$status = 2;
		last;
	}
	$got = sysread(STDIN, $byte, 1);
	die "hear.pl: $!\n" if !defined $got;
	if ($got == 0) {
		$status = 1 if defined $text;
		last;
	}
	$heard .= $byte;
	last if defined $text && substr($heard, -length $text) eq $text;
}
$heard =~ tr/\0//d;
print $heard, '.';
exit $status;
