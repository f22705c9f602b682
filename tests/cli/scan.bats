#!/usr/bin/env bats

load scan.bash

@test "every sample enrolment page gives its URI" {
	while IFS=$'\t' read -r file uri; do
		scan "$DATA/enrol/$file"
		echo "$file: $output $line"
		[ "$status" -eq 0 ]
		[ "$output" = "$uri" ]
		[ -z "$line" ]
	done <"$DATA/enrol/want.tsv"
}
