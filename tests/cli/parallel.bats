#!/usr/bin/env bats
# Many at once on one vault.

# shellcheck disable=SC2154 # bats sets status, output and stderr
load helpers

AT_ONCE=50

prepare() {
	case ${OTP_BUILD-} in
	*/asan) skip 'fifty programs of the sanitizer want too much memory' ;;
	esac
	make_vault
}

# patiently INPUT COMMAND...: once more where the others were writing for all of
# the time that otp waits.
patiently() {
	local input=$1
	shift
	until "$@" <"$input" 2>"complaint$BASHPID"; do
		grep -q 'another program is writing it; gave up' \
			"complaint$BASHPID" || {
			cat "complaint$BASHPID" >&2
			return 1
		}
	done
}

# all_well: every one of the background jobs in "pids" ended well.
all_well() {
	local pid
	for pid in "${pids[@]}"; do
		wait "$pid" || { cat complaints; return 1; }
	done
}

@test "fifty writers at once: fifty accounts" {
	local i pids=()
	for ((i = 0; i < AT_ONCE; i++)); do
		printf '%s%02d\n' "${KEY:0:30}" "$i" | tr 0-9 A-J >"key$i"
		patiently "key$i" "$OTP" --at 59 add "Site:user$i" \
			>"told$i" 2>>complaints 3>&- &
		pids+=($!)
	done
	all_well
	# each with its own key, as its first code proves
	for ((i = 0; i < AT_ONCE; i++)); do
		same "code $i" "$(<"told$i")" \
			"$(oathtool --totp --base32 --now @59 "$(<"key$i")")"
		printf 'user%d\t%s\n' "$i" "$(<"told$i")"
	done | sort >wanted
	"$OTP" --at 59 list --codes | cut -f3,6 | sort >found
	diff wanted found
	[ "$("$OTP" log --json | jq ".[0].revision")" -eq $((AT_ONCE + 1)) ]
}

@test "fifty counter-based codes at once: fifty different ones" {
	local i pids=()
	add --type hotp Bank:carol
	for ((i = 0; i < AT_ONCE; i++)); do
		patiently /dev/null "$OTP" get Bank >>told 2>>complaints 3>&- &
		pids+=($!)
	done
	all_well
	# the first was shown when it was added
	oathtool --hotp --base32 -c 1 -w $((AT_ONCE - 1)) "$KEY" | sort >wanted
	sort told | diff wanted -
	json ".counter == $((AT_ONCE + 1))" show --json Bank
}
