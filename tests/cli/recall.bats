#!/usr/bin/env bats

load scan.bash

# "make bench" tells the same of more pictures, with the times.
@test "of five pictures of every category 99 % are read, and nothing else" {
	case $OTP_BUILD in
	*release) ;;
	*) skip "too slow but for the release build" ;;
	esac
	"$OTP_BUILD/tests/bench/pictures/pictures" \
		"$BATS_TEST_TMPDIR/pictures" 7 5
	# Without a PATH the other readers are left out.
	RECALL_MISSES=1 PATH=/nonexistent "$OTP_BUILD/tests/bench/recall" \
		"$SCAN" "$BATS_TEST_TMPDIR/pictures"
}
