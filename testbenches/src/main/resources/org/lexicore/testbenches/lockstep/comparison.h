// What the design must show in a cycle, and where it does not.
#ifndef LEXICORE_COMPARISON_H
#define LEXICORE_COMPARISON_H

#include <cstdint>
#include <string>
#include <vector>

#include "design.h"
#include "trace.h"

// One signal that shows another value than the trace expects.
struct Divergence {
  uint64_t cycle;
  std::string signal;
  std::string expected;  // hexadecimal
  std::string actual;
};

class Comparison {
 public:
  // Throws TraceError if the design's ports are not as wide as the trace says.
  Comparison(const Design& design, const TraceReader& trace);

  // Compares every output with the record of this cycle, or with an idle one. Returns whether all are equal.
  bool equal(const Record& record);

  // All differences of this cycle, in the order of the groups: for the report, not for speed.
  std::vector<Divergence> differences(const Record& record, uint64_t cycle) const;

  // Number of output signals under comparison, and of values compared so far.
  size_t signals() const { return signals_.size(); }
  uint64_t values() const { return values_; }

 private:
  enum class Kind {
    VALID,     // 1 in a cycle with the group, else 0
    BITS,      // the group's payload, or 0 without the group
    CONSTANT,  // always the same
    FIELD,     // part of the payload, in a cycle with the group only
    STROBED,   // the same, of the bytes that the group's strobes name
    SIDEBAND   // always the same, in a cycle with the group only
  };
  struct Signal {
    Port port;
    Kind kind;
    Group group;
    size_t offset;  // in the group's payload
    size_t bytes;
    uint64_t constant;
    const uint8_t* data;
  };

  void add(Port port, Kind kind, Group group, size_t offset = 0, size_t bytes = 1, uint64_t constant = 0);
  void add_host();
  void add_reads();
  void add_writes();
  void add_events(uint64_t ports, uint64_t rows, uint64_t columns, uint64_t lanes);
  bool compared(const Signal& signal, const Record& record) const;
  bool matches(const Signal& signal, const Record& record) const;
  bool matches_strobed(const Signal& signal, const uint8_t* expected) const;

  const Design& design_;
  const TraceReader& trace_;
  std::vector<Signal> signals_;
  uint64_t word_log2_ = 0;
  size_t word_bytes_ = 0;
  uint64_t values_ = 0;
};

#endif
