/* Words that reading and writing of otpauth URIs share. */
#ifndef CORE_OTPAUTH_WORDS_H
#define CORE_OTPAUTH_WORDS_H

#define OTPAUTH_ISSUER_STEAM "Steam"
#define OTPAUTH_ENCODER_STEAM "steam"

/* Marks codes whose issuer is "Steam" as ordinary ones. */
#define OTPAUTH_ENCODER_TOTP "totp"

/* Holds an account that the label would change. */
#define OTPAUTH_ACCOUNT "x-account"

#endif
