/*
 * otp-portal: has the desktop take a picture of the screen, or of the part of
 * it that the user selects there, by the screenshot portal of xdg-desktop-
 * portal(7). The address of the file that it made goes to descriptor 1;
 * descriptor 2 gets one line of text if something is wrong.
 */
#include "base/err.h"

#include <dbus/dbus.h>

#define DESKTOP "org.freedesktop.portal.Desktop"
#define DESKTOP_PATH "/org/freedesktop/portal/desktop"
#define SCREENSHOT "org.freedesktop.portal.Screenshot"
#define REQUEST "org.freedesktop.portal.Request"
#define RULE "type='signal',interface='" REQUEST "',member='Response'"
#define ANSWER_MS 10000 /* to the call, not of the user */

enum response { RESPONSE_DONE, RESPONSE_CANCELLED, RESPONSE_OTHER };

static void
connection_close(DBusConnection **connection)
{
	if (*connection == NULL)
		return;
	dbus_connection_close(*connection);
	dbus_connection_unref(*connection);
}

static void
message_free(DBusMessage **message)
{
	if (*message != NULL)
		dbus_message_unref(*message);
}

#define CONNECTION CLEANUP(connection_close) DBusConnection *
#define MESSAGE CLEANUP(message_free) DBusMessage *
#define REASON CLEANUP(dbus_error_free) DBusError

static bool
fail(struct err *err, const char *what, const DBusError *reason)
{
	return err_set(err, ERR_SYSTEM, "%s: %s", what,
		reason->message != NULL ? reason->message : "out of memory");
}

/* Never one that libdbus would start itself: it does where no address is
 * given, or that is "autolaunch:". */
static bool
bus_address(char *out, size_t size, struct err *err)
{
	const char *address = getenv("DBUS_SESSION_BUS_ADDRESS");
	const char *folder = getenv("XDG_RUNTIME_DIR");
	int len;

	if (address != NULL && address[0] != '\0')
		len = snprintf(out, size, "%s", address);
	else if (folder != NULL && folder[0] == '/')
		len = snprintf(out, size, "unix:path=%s/bus", folder);
	else
		return err_set(err, ERR_SYSTEM, "there is no session bus");
	if (len <= 0 || (size_t)len >= size)
		return err_set(err, ERR_SYSTEM,
			"the address of the bus is too long");
	return strstr(out, "autolaunch:") == NULL ||
		err_set(err, ERR_SYSTEM, "there is no session bus");
}

static DBusConnection *
connect_bus(struct err *err)
{
	REASON reason = DBUS_ERROR_INIT;
	DBusConnection *connection;
	char address[1024];

	if (!bus_address(address, sizeof(address), err))
		return NULL;
	connection = dbus_connection_open_private(address, &reason);
	if (connection == NULL) {
		fail(err, "cannot reach the session bus", &reason);
		return NULL;
	}
	dbus_connection_set_exit_on_disconnect(connection, FALSE);
	if (!dbus_bus_register(connection, &reason)) {
		fail(err, "cannot reach the session bus", &reason);
		connection_close(&connection);
		return NULL;
	}
	return connection;
}

/* {"interactive": true}: the desktop asks for the region. */
static bool
add_arguments(DBusMessage *call)
{
	static const char *const window = "", *const key = "interactive";
	const dbus_bool_t yes = TRUE;
	DBusMessageIter args, options, entry, value;

	dbus_message_iter_init_append(call, &args);
	return dbus_message_iter_append_basic(&args, DBUS_TYPE_STRING,
		       &window) &&
		dbus_message_iter_open_container(&args, DBUS_TYPE_ARRAY,
			"{sv}", &options) &&
		dbus_message_iter_open_container(&options,
			DBUS_TYPE_DICT_ENTRY, NULL, &entry) &&
		dbus_message_iter_append_basic(&entry, DBUS_TYPE_STRING,
			&key) &&
		dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT,
			"b", &value) &&
		dbus_message_iter_append_basic(&value, DBUS_TYPE_BOOLEAN,
			&yes) &&
		dbus_message_iter_close_container(&entry, &value) &&
		dbus_message_iter_close_container(&options, &entry) &&
		dbus_message_iter_close_container(&args, &options);
}

/* The reply, which holds the name of the request; NULL on failure. */
static DBusMessage *
request(DBusConnection *connection, struct err *err)
{
	MESSAGE call = dbus_message_new_method_call(DESKTOP, DESKTOP_PATH,
		SCREENSHOT, "Screenshot");
	REASON reason = DBUS_ERROR_INIT;
	DBusMessage *reply;

	if (call == NULL || !add_arguments(call)) {
		err_nomem(err);
		return NULL;
	}
	/* The response may come before the reply. */
	dbus_bus_add_match(connection, RULE, NULL);
	reply = dbus_connection_send_with_reply_and_block(connection, call,
		ANSWER_MS, &reason);
	if (reply == NULL)
		fail(err, "the desktop has no portal for screenshots",
			&reason);
	return reply;
}

/* Of the portal that answered the call, about this request. */
static bool
is_response(DBusMessage *message, DBusMessage *reply, const char *handle)
{
	return dbus_message_is_signal(message, REQUEST, "Response") &&
		dbus_message_has_path(message, handle) &&
		dbus_message_has_sender(message,
			dbus_message_get_sender(reply));
}

/* Waits for as long as the user takes. */
static DBusMessage *
await_response(DBusConnection *connection, DBusMessage *reply,
	struct err *err)
{
	REASON reason = DBUS_ERROR_INIT;
	const char *handle;

	if (!dbus_message_get_args(reply, &reason, DBUS_TYPE_OBJECT_PATH,
		    &handle, DBUS_TYPE_INVALID)) {
		fail(err, "the portal gave no answer that makes sense",
			&reason);
		return NULL;
	}
	do {
		DBusMessage *message;

		while ((message = dbus_connection_pop_message(connection)) !=
			NULL) {
			if (is_response(message, reply, handle))
				return message;
			dbus_message_unref(message);
		}
	} while (dbus_connection_read_write(connection, -1));
	err_set(err, ERR_SYSTEM, "the session bus has gone");
	return NULL;
}

/* The text of the option "uri", or NULL. */
static const char *
find_uri(DBusMessageIter *options)
{
	DBusMessageIter entries, entry, value;
	const char *key = "", *uri = NULL;

	if (dbus_message_iter_get_arg_type(options) != DBUS_TYPE_ARRAY ||
	    dbus_message_iter_get_element_type(options) !=
		DBUS_TYPE_DICT_ENTRY)
		return NULL;
	for (dbus_message_iter_recurse(options, &entries);
	    dbus_message_iter_get_arg_type(&entries) == DBUS_TYPE_DICT_ENTRY;
	    dbus_message_iter_next(&entries)) {
		dbus_message_iter_recurse(&entries, &entry);
		if (dbus_message_iter_get_arg_type(&entry) != DBUS_TYPE_STRING)
			continue;
		dbus_message_iter_get_basic(&entry, &key);
		dbus_message_iter_next(&entry);
		if (strcmp(key, "uri") != 0 ||
		    dbus_message_iter_get_arg_type(&entry) !=
			DBUS_TYPE_VARIANT)
			continue;
		dbus_message_iter_recurse(&entry, &value);
		if (dbus_message_iter_get_arg_type(&value) == DBUS_TYPE_STRING)
			dbus_message_iter_get_basic(&value, &uri);
	}
	return uri;
}

static const char *
read_response(DBusMessage *message, struct err *err)
{
	dbus_uint32_t response = RESPONSE_OTHER;
	const char *uri = NULL;
	DBusMessageIter args;

	if (dbus_message_iter_init(message, &args) &&
	    dbus_message_iter_get_arg_type(&args) == DBUS_TYPE_UINT32) {
		dbus_message_iter_get_basic(&args, &response);
		if (dbus_message_iter_next(&args))
			uri = find_uri(&args);
	}
	if (response == RESPONSE_CANCELLED)
		err_set(err, ERR_SYSTEM, "was cancelled");
	else if (response != RESPONSE_DONE || uri == NULL)
		err_set(err, ERR_SYSTEM, "the portal took no picture");
	return response == RESPONSE_DONE ? uri : NULL;
}

static bool
run(struct err *err)
{
	CONNECTION connection = connect_bus(err);
	MESSAGE reply = NULL;
	MESSAGE response = NULL;
	const char *uri = NULL;

	if (connection != NULL)
		reply = request(connection, err);
	if (reply != NULL)
		response = await_response(connection, reply, err);
	if (response != NULL)
		uri = read_response(response, err);
	return uri != NULL && ((puts(uri) >= 0 && fflush(stdout) == 0) ||
		err_errno(err, "cannot answer"));
}

int
main(void)
{
	struct err err = {0};
	char line[ERR_WHERE_MAX + ERR_TEXT_MAX];

	if (run(&err))
		return 0;
	err_format(&err, line, sizeof(line));
	fprintf(stderr, "%s\n", line);
	return err_status(&err);
}
