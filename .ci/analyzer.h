/*
 * Read before every source under clang-tidy only. It tells the analyzer what
 * it cannot see across files: setting an err is always false, so the way on
 * from "return err_set(...)" is never taken as success.
 */
#include "base/err.h"

#define err_set(...) (err_set(__VA_ARGS__), false)
#define err_errno(...) (err_errno(__VA_ARGS__), false)
#define err_nomem(...) (err_nomem(__VA_ARGS__), false)
#define err_field(...) (err_field(__VA_ARGS__), false)
#define err_at(...) (err_at(__VA_ARGS__), false)
