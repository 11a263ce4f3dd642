#if defined(__SSE2__)
#include <emmintrin.h>
#endif
