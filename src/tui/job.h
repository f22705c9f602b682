/*
 * One function in a thread of its own. What it works on belongs to that thread
 * until job_finish(): meanwhile the caller draws what it has of its own.
 */
#ifndef TUI_JOB_H
#define TUI_JOB_H

#include <pthread.h>

#include "base/err.h"

typedef bool job_fn(void *arg, struct err *err);

struct job {
	job_fn *run;
	void *arg;
	bool wanted; /* but not started yet */
	bool running, ok;
	struct err err;
	int fd; /* readable when it has ended */
	pthread_t thread;
};

bool job_start(struct job *job, job_fn *run, void *arg, struct err *err)
	MUST_USE;

/* Waits for its end; ok and err are set then. */
void job_finish(struct job *job);

#endif
