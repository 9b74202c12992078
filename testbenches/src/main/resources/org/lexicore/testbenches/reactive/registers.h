// Holds the registers to what docs/registers.md says, by accesses of every kind, with nothing running, in mid-run, and around aborts.
#ifndef LEXICORE_REGISTERS_H
#define LEXICORE_REGISTERS_H

#include <cstdint>

#include "runs.h"

// On a design that comes out of its reset. Returns how many accesses were made; throws Failure.
uint64_t check_registers(Runs& runs);

#endif
