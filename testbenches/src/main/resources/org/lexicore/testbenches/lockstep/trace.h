// Reads a trace: the inputs to drive and the outputs to expect, cycle by cycle (docs/trace-format.md).
#ifndef LEXICORE_TRACE_H
#define LEXICORE_TRACE_H

#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

// The groups of signals, in the order of their bits in a record's mask.
enum Group {
  HOST_WRITE, HOST_WRITE_READY, HOST_WRITE_RESPONSE, HOST_READ, HOST_READ_READY, HOST_READ_DATA, IRQ, READ_ADDRESS, READ_ADDRESS_READY, READ_DATA,
  WRITE_ADDRESS, WRITE_ADDRESS_READY, WRITE_DATA, WRITE_DATA_READY, WRITE_RESPONSE, DISPATCH, ISSUE, RETIRE, DECODE,
  PASS_START, PASS_END, ACCUMULATE, RESULT, GROUP_COUNT
};

constexpr uint32_t group_bit(Group group) { return uint32_t(1) << group; }

// What is wrong with a trace; the driver ends with status 2.
struct TraceError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One cycle in which something is active.
struct Record {
  uint64_t cycle;
  uint32_t mask;                       // 0: the trace ends here
  const uint8_t* payload[GROUP_COUNT];  // of the groups in the mask; valid until the next record is read
};

class TraceReader {
 public:
  // Reads the header.
  explicit TraceReader(FILE* file);

  // The next record. Throws TraceError if the trace is cut short or malformed.
  const Record& next();

  size_t payload_bytes(Group group) const { return bytes_[group]; }
  uint64_t parameter(const char* name) const;  // an integer field of the header
  const std::string& header() const { return header_; }

 private:
  void need(size_t bytes);  // makes so many bytes available, or as many as there are
  uint8_t byte();

  FILE* file_;
  std::string header_;
  size_t bytes_[GROUP_COUNT] = {};
  size_t record_bytes_ = 0;  // the longest record
  std::vector<uint8_t> buffer_;
  size_t at_ = 0;
  size_t end_ = 0;
  bool exhausted_ = false;
  Record record_{};
};

#endif
