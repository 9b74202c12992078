#include "host.h"

#include <algorithm>

void Host::write(uint32_t offset, uint32_t value, unsigned strobes) {
  write_addresses_.push_back(offset);
  write_data_.push_back({value, strobes});
  asked_writes_++;
}

void Host::read(uint32_t offset) {
  read_addresses_.push_back(offset);
  asked_reads_++;
}

std::string Host::waiting() const {
  std::string text;
  auto add = [&text](bool waits, const char* what) {
    if (waits) text += std::string(text.empty() ? "" : ", ") + what;
  };
  add(!write_addresses_.empty(), "s_axi_awready");
  add(!write_data_.empty(), "s_axi_wready");
  add(asked_writes_ > 0 && write_addresses_.empty() && write_data_.empty(), "s_axi_bvalid");
  add(!read_addresses_.empty(), "s_axi_arready");
  add(asked_reads_ > 0 && read_addresses_.empty(), "s_axi_rvalid");
  return text;
}

std::string Host::sample() {
  std::string wrong = take_write();
  return wrong.empty() ? take_read() : wrong;
}

std::string Host::take_write() {
  bool answers = design_.bit(PORT_s_axi_bvalid);
  unsigned response = static_cast<unsigned>(design_.get(PORT_s_axi_bresp));
  if (answers && open_writes_ == 0) return "s_axi_bvalid comes before address and data are accepted";
  if (answer_waits_ && !answers) return "s_axi_bvalid falls before s_axi_bready";
  if (answer_waits_ && response != held_response_) return "s_axi_bresp changes before s_axi_bready";
  answer_waits_ = answers && !design_.bit(PORT_s_axi_bready);
  held_response_ = response;
  if (answers && !answer_waits_) {
    written.push_back(response);
    open_writes_--;
    asked_writes_--;
  }
  if (design_.bit(PORT_s_axi_awvalid) && design_.bit(PORT_s_axi_awready)) {
    write_addresses_.pop_front();
    accepted_addresses_++;
    write_address_offered_ = false;
  }
  if (design_.bit(PORT_s_axi_wvalid) && design_.bit(PORT_s_axi_wready)) {
    write_data_.pop_front();
    accepted_data_++;
    write_data_offered_ = false;
  }
  int whole = std::min(accepted_addresses_, accepted_data_);
  accepted_addresses_ -= whole;
  accepted_data_ -= whole;
  open_writes_ += whole;
  return "";
}

std::string Host::take_read() {
  bool answers = design_.bit(PORT_s_axi_rvalid);
  Answer answer{static_cast<unsigned>(design_.get(PORT_s_axi_rresp)), static_cast<uint32_t>(design_.get(PORT_s_axi_rdata))};
  if (answers && open_reads_ == 0) return "s_axi_rvalid comes before an address is accepted";
  if (value_waits_ && !answers) return "s_axi_rvalid falls before s_axi_rready";
  if (value_waits_ && (answer.response != held_value_.response || answer.value != held_value_.value)) {
    return "s_axi_rdata changes before s_axi_rready";
  }
  value_waits_ = answers && !design_.bit(PORT_s_axi_rready);
  held_value_ = answer;
  if (answers && !value_waits_) {
    got.push_back(answer);
    open_reads_--;
    asked_reads_--;
  }
  if (design_.bit(PORT_s_axi_arvalid) && design_.bit(PORT_s_axi_arready)) {
    read_addresses_.pop_front();
    open_reads_++;
    read_address_offered_ = false;
  }
  return "";
}

void Host::drive() {
  if (!write_address_offered_ && !write_addresses_.empty() && moves()) {
    write_address_offered_ = true;
    design_.set(PORT_s_axi_awaddr, write_addresses_.front());
  }
  if (!write_data_offered_ && !write_data_.empty() && moves()) {
    write_data_offered_ = true;
    design_.set(PORT_s_axi_wdata, write_data_.front().value);
    design_.set(PORT_s_axi_wstrb, write_data_.front().strobes);
  }
  if (!read_address_offered_ && !read_addresses_.empty() && moves()) {
    read_address_offered_ = true;
    design_.set(PORT_s_axi_araddr, read_addresses_.front());
  }
  design_.set(PORT_s_axi_awvalid, write_address_offered_);
  design_.set(PORT_s_axi_wvalid, write_data_offered_);
  design_.set(PORT_s_axi_arvalid, read_address_offered_);
  design_.set(PORT_s_axi_bready, !random_.percent(late_percent_));
  design_.set(PORT_s_axi_rready, !random_.percent(late_percent_));
}
