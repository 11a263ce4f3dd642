// Only the reentrant functions of GEOS: the ones that share a global context are hidden.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
