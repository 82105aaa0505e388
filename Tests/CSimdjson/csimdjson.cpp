#include "csimdjson.h"

#include <simdjson.h>

#include <cstring>
#include <string>

namespace {
using namespace simdjson;

void text(std::string &out, char kind, std::string_view bytes) {
  out += kind;
  out += std::to_string(bytes.size());
  out += ':';
  out += bytes;
}

void walk(std::string &out, dom::element element) {
  switch (element.type()) {
    case dom::element_type::OBJECT:
      out += '{';
      for (dom::key_value_pair member : dom::object(element)) {
        text(out, 'k', member.key);
        walk(out, member.value);
      }
      out += '}';
      break;
    case dom::element_type::ARRAY:
      out += '[';
      for (dom::element child : dom::array(element)) walk(out, child);
      out += ']';
      break;
    case dom::element_type::STRING: text(out, 's', std::string_view(element)); break;
    case dom::element_type::INT64: out += 'i' + std::to_string(int64_t(element)) + ';'; break;
    case dom::element_type::UINT64: out += 'i' + std::to_string(uint64_t(element)) + ';'; break;
    case dom::element_type::DOUBLE: {
      double value = double(element);
      uint64_t bits;
      std::memcpy(&bits, &value, sizeof bits);
      out += 'd' + std::to_string(bits) + ';';
      break;
    }
    case dom::element_type::BOOL: out += bool(element) ? 't' : 'f'; break;
    case dom::element_type::NULL_VALUE: out += 'n'; break;
  }
}
}  // namespace

csimdjson_result csimdjson_parse(const uint8_t *bytes, size_t length) {
  try {
    dom::parser parser;
    padded_string padded(reinterpret_cast<const char *>(bytes), length);
    dom::element root;
    error_code error = parser.parse(padded).get(root);
    if (error) return {nullptr, 0, error_message(error)};
    std::string out;
    walk(out, root);
    char *copy = static_cast<char *>(std::malloc(out.size() + 1));
    std::memcpy(copy, out.data(), out.size());
    return {copy, out.size(), nullptr};
  } catch (...) {
    return {nullptr, 0, "exception"};
  }
}

void csimdjson_free(csimdjson_result result) { std::free(result.transcript); }
