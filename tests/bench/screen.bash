# The screen with 10,000 accounts. WATCH is for how many seconds without a key;
# a whole period tells the most.
# shellcheck shell=bash disable=SC2154 # the variables of run
rows=20 # of accounts, of 24
declare -A screen

fast_vault screen.age 10000
while read -r name value; do
	screen[$name]=$value
done < <("$tools/screen" "${WATCH:-30}" "$otp")

heading 'the screen, 10,000 accounts, the key derived before'
row 'start to the first frame with the list' "${screen[start]}" ms 20
note 'of that, on a processor' "${screen[start_cpu]}" ms
row 'key to screen, 99th percentile' "${screen[key]}" ms 5
note 'of that, on a processor, mean' "${screen[key_cpu]}" ms
row 'key in the filter to screen, 99th percentile' "${screen[filter]}" ms 10
note 'of that, on a processor, mean' "${screen[filter_cpu]}" ms
row 'new codes on the screen, after the edge' "${screen[late]}" ms 50
row "idle, sent to the terminal, mean (${WATCH:-30} s)" "${screen[mean]}" B/s \
	$((40 * rows))
note 'the most in one second' "${screen[most]}" B
read -r wakeups cpu _ memory < <("$tools/idle" "${IDLE:-10}" "$otp")
row "idle, wake-ups a second (${IDLE:-10} s)" "$wakeups" /s 1.1
row 'idle, CPU of one core' "$cpu" % 0.5
row 'idle, resident memory' "$(compute "$memory / 1024")" MiB 40
unset OTP_IDENTITY
