# How many of the pictures of codes are read, and in what time, beside the
# readers of others. PICTURES a category, of this SEED;
# 25 take ten minutes.
# shellcheck shell=bash disable=SC2034,SC2154 # the variables of run
echo
"$tools/pictures/pictures" "$dir/pictures" "${SEED:-1}" "${PICTURES:-6}"
"$tools/recall" "$PWD/$B/libexec/otp/otp-scan" "$dir/pictures" || missed=1
