#!/usr/bin/env bats

load scan.bash

@test "a picture of every category is read, and nothing else" {
	case $OTP_BUILD in
	*asan) skip "too slow under the sanitizers" ;;
	esac
	"$OTP_BUILD/tests/bench/pictures/pictures" \
		"$BATS_TEST_TMPDIR/pictures" 7 1
	# Without a PATH the other readers are left out.
	RECALL_MISSES=1 PATH=/nonexistent "$OTP_BUILD/tests/bench/recall" \
		"$SCAN" "$BATS_TEST_TMPDIR/pictures"
}
