#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library (compiler-rt, FuzzerInterface.h).
int LLVMFuzzerRunDriver(
    int *count, char ***arguments, int (*callback)(const uint8_t *bytes, size_t size));

// Linux 3.17, glibc 2.27; glibc declares it for _GNU_SOURCE only.
int memfd_create(const char *name, unsigned int flags);
