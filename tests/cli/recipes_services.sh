#!/bin/sh
# Usage: recipes_services.sh FOLDER COMMAND...
# Runs COMMAND where nas, ftp, old-ftp and portal.example.com are services that
# want one-time codes: an ssh server and an ftp server with libpam-oath, and a
# web server, as far as they are installed. All of it is in a network and with a copy of /etc of its own
# (unshare -mnup), which nothing outside sees and which ends with it.
set -eu
work=$1
shift
hex=3132333435363738393031323334353637383930 # what $KEY stands for
mkdir -p "$work/etc/pam.d" "$work/oath" "$work/home" "$work/run"
chmod 755 "$work" "$work/etc" "$work/etc/pam.d" "$work/home"

oathtool --hotp -w 19 "$hex" >"$work/codes"
ip link set lo up 2>/dev/null || ifconfig lo up
{
	cat /etc/passwd
	echo "jane:x:4711:4711::$work/home:/bin/sh"
} >"$work/etc/passwd"
{
	cat /etc/shadow
	echo "jane:*:20000::::::"
} >"$work/etc/shadow"
{
	cat /etc/group
	echo 'jane:x:4711:'
} >"$work/etc/group"
cat >"$work/etc/hosts" <<-'END'
	127.0.0.1 localhost laptop nas.example.com ftp.example.com
	127.0.0.1 portal.example.com
	127.0.0.2 old-ftp.example.com
END
hostname laptop
chown -R 4711:4711 "$work/home"

# pam SERVICE PIN: codes are checked against a file of its own; with a PIN
# (or "-") before them.
pam() {
	printf 'HOTP jane %s %s\n' "$2" "$hex" >"$work/oath/$1"
	chmod 600 "$work/oath/$1"
	{
		echo "auth requisite pam_oath.so usersfile=$work/oath/$1 window=20 digits=6"
		echo 'account required pam_permit.so'
		echo 'session required pam_permit.so'
	} >"$work/etc/pam.d/$1"
}
pam sshd -
pam ftp -
pam old-ftp sesame
pam sudo -
for file in passwd shadow group hosts pam.d; do
	mount --bind "$work/etc/$file" "/etc/$file"
done
if [ -f /etc/sudoers ]; then
	echo 'jane ALL=(ALL) ALL' >"$work/etc/sudoers"
	chmod 440 "$work/etc/sudoers"
	mount --bind "$work/etc/sudoers" /etc/sudoers
fi

# What the services write beside their own files.
for folder in /run /var/log /var/lib/sudo; do
	[ ! -d "$folder" ] || mount -t tmpfs tmpfs "$folder"
done

# listening PORT COUNT: waits for so many sockets. These servers go into the
# background first and listen then.
listening() {
	tries=0
	until [ "$(grep -c ":$1 0*:0000 0A " /proc/net/tcp)" -ge "$2" ]; do
		tries=$((tries + 1))
		if [ "$tries" -gt 1200 ]; then
			echo "nothing listens at port $1 (hexadecimal)" >&2
			return 1
		fi
		sleep 0.1
	done
}

ssh-keygen -q -t ed25519 -N '' -f "$work/host_key"
ssh_server() {
	[ -x /usr/sbin/sshd ] || return 0
	cat >"$work/sshd_config" <<-END
		Port 22
		ListenAddress 127.0.0.1
		HostKey $work/host_key
		PidFile $work/sshd.pid
		UsePAM yes
		PubkeyAuthentication no
		PasswordAuthentication no
		KbdInteractiveAuthentication yes
		AuthenticationMethods keyboard-interactive
		Subsystem sftp internal-sftp
	END
	mkdir -p /run/sshd
	/usr/sbin/sshd -f "$work/sshd_config" -E "$work/sshd.log"
	listening 0016 1
}
ssh_server

# ftp NAME ADDRESS COUNT: the server with this makes so many.
ftp() {
	[ -x /usr/sbin/vsftpd ] || return 0
	cat >"$work/$1.conf" <<-END
		listen=YES
		listen_address=$2
		listen_ipv6=NO
		local_enable=YES
		write_enable=YES
		pam_service_name=$1
		seccomp_sandbox=NO
		secure_chroot_dir=$work/run
		background=YES
		check_shell=NO
	END
	chmod 600 "$work/$1.conf"
	/usr/sbin/vsftpd "$work/$1.conf"
	listening 0015 "$3"
}
ftp ftp 127.0.0.1 1
ftp old-ftp 127.0.0.2 2

mkdir -p "$work/home/.ssh"
printf 'nas.example.com %s\n' "$(cut -d ' ' -f 1,2 "$work/host_key.pub")" \
	>"$work/home/.ssh/known_hosts"
chown -R 4711:4711 "$work/home/.ssh"

# The web server takes the first codes of the key, too.
web_server() {
	for program in openssl python3; do
		command -v "$program" >/dev/null || return 0
	done
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=portal.example.com \
		-addext subjectAltName=DNS:portal.example.com \
		-keyout "$work/web.key" -out "$work/web.crt" 2>/dev/null
	chmod 644 "$work/web.crt"
	cat >"$work/web.py" <<-'END'
		import http.server, ssl, sys, urllib.parse
		codes = open(sys.argv[1] + "/codes").read().split()
		class Login(http.server.BaseHTTPRequestHandler):
		    def do_POST(self):
		        size = int(self.headers["Content-Length"])
		        form = urllib.parse.parse_qs(self.rfile.read(size).decode())
		        good = form["user"] == ["jane"] and form["code"][0] in codes
		        self.send_response(200 if good else 403)
		        self.end_headers()
		        self.wfile.write(b"welcome\n" if good else b"wrong code\n")
		    def log_message(self, *_):
		        pass
		server = http.server.HTTPServer(("127.0.0.1", 443), Login)
		context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
		context.load_cert_chain(sys.argv[1] + "/web.crt", sys.argv[1] + "/web.key")
		server.socket = context.wrap_socket(server.socket, server_side=True)
		print("ready", flush=True)
		server.serve_forever()
	END
	mkfifo "$work/ready"
	python3 "$work/web.py" "$work" >"$work/ready" 2>"$work/web.log" &
	read -r _ <"$work/ready"
}
web_server

"$@"
