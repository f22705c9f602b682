# For the "sh" lines of .tui scripts: a vault "vault.age" in the working
# folder, its passphrase "correct horse" in the file "pass".

# At this time the codes of RFC 6238's test key are in appendix B.
KEY=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ

# What is made here is made at the beginning of 2026.
otp() {
	"$OTP" --quiet --vault vault.age --passphrase-file pass \
		--at 1767225600 "$@"
}

new_vault() {
	(umask 077 && echo 'correct horse' > pass)
	otp init --work-factor 10
}

# account [options of add] NAME
account() {
	echo "$KEY" | otp add "$@" > /dev/null
}

# The handful of accounts that most screens show.
sample_vault() {
	new_vault
	account --issuer GitHub --tag work alice@example.org
	account --issuer 'ACME Corp' --digits 8 --period 60 'CORP\j.doe'
	account --issuer VoIP.ms --period 15 alice
	account --issuer 'WS_FTP Server' --type hotp 'ftp user'
	account --issuer Steam --type steam gamer
}

# many COUNT: that many accounts, in one import.
many() {
	for i in $(seq -w 1 "$1"); do
		echo "otpauth://totp/Bulk:user$i?secret=$KEY"
	done | otp import - > /dev/null
}

# One that has no passphrase but the identity in the file "id.key", which is
# that of the age specification.
sample_identity_vault() {
	(umask 077 && printf '%s%s\n' \
		AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGF \
		PYYSJZGFPYYSJZGFPQ4EGAEX > id.key)
	"$OTP" --quiet --vault vault.age init --recipient \
		age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj
	echo "$KEY" | "$OTP" --quiet --vault vault.age --identity id.key \
		add GitHub:alice > /dev/null
}

# sees COLUMNS ROWS THEME READER TEXT: what it reads in a picture of the
# terminal has the text. On stdin is what the terminal got.
sees() {
	"$B/tests/tools/term_picture" "$1" "$2" "$3" > screen.ppm || return
	case $4 in
	zbarimg) zbarimg --quiet --nodbus --raw screen.ppm ;;
	ZXingReader) ZXingReader -bytes screen.ppm ;;
	esac | grep -qF -- "$5"
}
