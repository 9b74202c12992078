#include "design.h"

#include <algorithm>
#include <cstring>

void Design::set(Port port, uint64_t value) {
  const PortView& view = ports_[port];
  if (view.data) std::memcpy(view.data, &value, std::min(view.bytes, sizeof value));
}

void Design::set(Port port, const uint8_t* bytes, size_t count) {
  const PortView& view = ports_[port];
  std::memcpy(view.data, bytes, std::min(view.bytes, count));
}

uint64_t Design::get(Port port) const {
  const PortView& view = ports_[port];
  uint64_t value = 0;
  if (view.data) std::memcpy(&value, view.data, std::min(view.bytes, sizeof value));
  return value;
}
