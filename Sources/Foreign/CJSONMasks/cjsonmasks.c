#include "cjsonmasks.h"
