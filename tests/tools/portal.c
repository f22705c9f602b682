/*
 * Usage: portal [RESPONSE [URI] [early]]
 * A stand-in for the desktop's portal on the session bus: answers one call for
 * a screenshot with this response and address, "early" before it has said what
 * the request is called. Writes a line as soon as it can be called. Without
 * words it only tries whether it could be.
 */
#include <dbus/dbus.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base.h"

#define DESKTOP "org.freedesktop.portal.Desktop"
#define SCREENSHOT "org.freedesktop.portal.Screenshot"
#define REQUEST "org.freedesktop.portal.Request"
#define HANDLE "/org/freedesktop/portal/desktop/request/1_2/t"

static _Noreturn void
fail(const char *what)
{
	fprintf(stderr, "portal: %s\n", what);
	exit(1);
}

/* "interactive" must be said. */
static void
check_call(DBusMessage *call)
{
	DBusMessageIter args, options, entry, value;
	const char *key = "";
	dbus_bool_t yes = FALSE;

	if (!dbus_message_has_signature(call, "sa{sv}"))
		fail("called with other arguments");
	dbus_message_iter_init(call, &args);
	dbus_message_iter_next(&args);
	dbus_message_iter_recurse(&args, &options);
	dbus_message_iter_recurse(&options, &entry);
	dbus_message_iter_get_basic(&entry, &key);
	dbus_message_iter_next(&entry);
	dbus_message_iter_recurse(&entry, &value);
	if (strcmp(key, "interactive") != 0 ||
	    dbus_message_iter_get_arg_type(&value) != DBUS_TYPE_BOOLEAN)
		fail("called with other options");
	dbus_message_iter_get_basic(&value, &yes);
	if (!yes)
		fail("not to ask for a region");
}

static void
add_options(DBusMessageIter *args, const char *uri)
{
	static const char *const key = "uri";
	DBusMessageIter options, entry, value;

	dbus_message_iter_open_container(args, DBUS_TYPE_ARRAY, "{sv}",
		&options);
	if (uri != NULL) {
		dbus_message_iter_open_container(&options,
			DBUS_TYPE_DICT_ENTRY, NULL, &entry);
		dbus_message_iter_append_basic(&entry, DBUS_TYPE_STRING, &key);
		dbus_message_iter_open_container(&entry, DBUS_TYPE_VARIANT,
			"s", &value);
		dbus_message_iter_append_basic(&value, DBUS_TYPE_STRING, &uri);
		dbus_message_iter_close_container(&entry, &value);
		dbus_message_iter_close_container(&options, &entry);
	}
	dbus_message_iter_close_container(args, &options);
}

static void
respond(DBusConnection *bus, DBusMessage *call, dbus_uint32_t response,
	const char *uri)
{
	DBusMessage *signal = dbus_message_new_signal(HANDLE, REQUEST,
		"Response");
	DBusMessageIter args;

	dbus_message_set_destination(signal, dbus_message_get_sender(call));
	dbus_message_iter_init_append(signal, &args);
	dbus_message_iter_append_basic(&args, DBUS_TYPE_UINT32, &response);
	add_options(&args, uri);
	dbus_connection_send(bus, signal, NULL);
	dbus_message_unref(signal);
}

static void
reply(DBusConnection *bus, DBusMessage *call)
{
	static const char *const handle = HANDLE;
	DBusMessage *answer = dbus_message_new_method_return(call);

	dbus_message_append_args(answer, DBUS_TYPE_OBJECT_PATH, &handle,
		DBUS_TYPE_INVALID);
	dbus_connection_send(bus, answer, NULL);
	dbus_message_unref(answer);
}

static DBusMessage *
await_call(DBusConnection *bus)
{
	do {
		DBusMessage *message;

		while ((message = dbus_connection_pop_message(bus)) != NULL) {
			if (dbus_message_is_method_call(message, SCREENSHOT,
				    "Screenshot"))
				return message;
			dbus_message_unref(message);
		}
	} while (dbus_connection_read_write(bus, -1));
	fail("the bus has gone");
}

int
main(int argc, char **argv)
{
	DBusConnection *bus = dbus_bus_get(DBUS_BUS_SESSION, NULL);
	const char *uri = argc > 2 && argv[2][0] != '\0' ? argv[2] : NULL;
	bool early = argc > 3;
	dbus_uint32_t response;
	DBusMessage *call;

	if (bus == NULL || dbus_bus_request_name(bus, DESKTOP, 0,
		    NULL) != DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER)
		fail("needs a session bus of its own");
	if (argc < 2)
		return 0;
	response = (dbus_uint32_t)strtoul(argv[1], NULL, 10);
	puts("ready");
	fflush(stdout);
	call = await_call(bus);
	check_call(call);
	if (!early)
		reply(bus, call);
	respond(bus, call, response, uri);
	if (early)
		reply(bus, call);
	dbus_connection_flush(bus);
	dbus_message_unref(call);
	dbus_connection_unref(bus);
	return 0;
}
