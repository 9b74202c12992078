// The design with its reactive memory, its checker, and a host that accesses registers.
#ifndef LEXICORE_BENCH_H
#define LEXICORE_BENCH_H

#include <cstdint>
#include <stdexcept>
#include <string>

#include "checker.h"
#include "design.h"
#include "host.h"
#include "memory.h"
#include "random.h"
#include "scenario.h"
#include "watch.h"

// Something the design did wrong; the bench ends with status 1.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Bench {
 public:
  Bench(const Scenario& scenario, const Profile& profile, uint64_t seed);

  Memory& memory() { return memory_; }
  Checker& checker() { return checker_; }
  Host& host() { return host_; }
  uint64_t cycle() const { return cycle_; }
  bool irq() const { return design_.bit(PORT_irq); }
  // Instructions of the run that were dispatched, and those that were issued, together.
  uint64_t taken() const { return watch_.taken(); }

  // Passes so many cycles.
  void wait(uint64_t cycles);
  // Passes cycles until the interrupt; fails after `limit`.
  void await_interrupt(uint64_t limit);
  // Register accesses by name, one after the other; an answer with an error is a failure.
  void write(const std::string& name, uint32_t value);
  uint32_t read(const std::string& name);
  // The same by offset, with the answer.
  unsigned write(uint32_t offset, uint32_t value, unsigned strobes);
  Answer read(uint32_t offset);
  // Passes cycles until the host's queued accesses are all answered.
  void await_answers();
  // Tells the watch that a run begins with the next cycle.
  void starts(uint32_t program, uint32_t instructions) { watch_.start(program, instructions, cycle_); }

 private:
  void reset();
  void tick();
  [[noreturn]] void hang(const std::string& what);

  const Scenario& scenario_;
  Design design_;
  Memory memory_;
  Checker checker_;
  Host host_;
  Watch watch_;
  uint64_t cycle_ = 0;
};

#endif
