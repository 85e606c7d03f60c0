#ifndef ZHITU_GDAL_H
#define ZHITU_GDAL_H

// GDAL's own headers. Functions that are used need a line in forward.c; the linker misses those that
// have none.
#include <gdal/gdal.h>
#include <gdal/gdal_utils.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_recordbatch.h>
#include <gdal/ogr_srs_api.h>
#include <gdal/cpl_conv.h>
#include <gdal/cpl_string.h>
#include <gdal/cpl_error.h>
#include <gdal/cpl_vsi.h>

#endif
