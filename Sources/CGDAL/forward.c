// For RTLD_DEEPBIND.
#define _GNU_SOURCE

// Seen by the program only: the library is to find its own functions, not these.
#define CPL_DLL __attribute__((visibility("hidden")))

#include "CGDAL.h"

#if GDAL_VERSION_MAJOR != 3
#error "the name of the library is known for GDAL 3 only"
#endif

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

// GDAL is loaded when the first of its functions is called: it stands on a hundred libraries, which take
// longer to load than the rest of the program, and many commands need none of it. Each function below
// hands over to that of the library; the compiler holds it against the declaration in GDAL's header.

static void *library;

static void load(void) {
  // The number in the library's name has gone up by one with every version from 3.0 on.
  char name[32];
  snprintf(name, sizeof name, "libgdal.so.%d", 26 + GDAL_VERSION_MINOR);
  // Each library looks for functions among GDAL's libraries before the program's, which is where most
  // are: this takes a third less time.
  library = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_DEEPBIND);
  if (library) return;
  // As if the program had been linked with it.
  fprintf(stderr, "zhitu: 无法加载 GDAL · cannot load GDAL: %s\n", dlerror());
  _Exit(127);
}

static void *address(const char *function) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  void *found = dlsym(library, function);
  if (found) return found;
  fprintf(stderr, "zhitu: GDAL: %s\n", dlerror());
  _Exit(127);
}

/// Defines a function of GDAL. Threads that are the first at the same time find the same address.
#define FORWARD(result, function, parameters, arguments) \
  result function parameters { \
    static _Atomic(__typeof__(&function)) known; \
    __typeof__(&function) there = __c11_atomic_load(&known, __ATOMIC_RELAXED); \
    if (!there) { \
      there = (__typeof__(&function))address(#function); \
      __c11_atomic_store(&known, there, __ATOMIC_RELAXED); \
    } \
    return there arguments; \
  }

FORWARD(void, CPLErrorReset, (void), ())
FORWARD(void *, CPLGetErrorHandlerUserData, (void), ())
FORWARD(void, CPLPopErrorHandler, (void), ())
FORWARD(void, CPLPushErrorHandlerEx, (CPLErrorHandler a, void *b), (a, b))
FORWARD(void, CPLSetThreadLocalConfigOption, (const char *a, const char *b), (a, b))

FORWARD(char **, CSLAddString, (char **a, const char *b), (a, b))
FORWARD(void, CSLDestroy, (char **a), (a))

FORWARD(void, GDALAllRegister, (void), ())
FORWARD(void, GDALClose, (GDALDatasetH a), (a))
FORWARD(OGRLayerH, GDALDatasetGetLayer, (GDALDatasetH a, int b), (a, b))
FORWARD(int, GDALDatasetGetLayerCount, (GDALDatasetH a), (a))
FORWARD(GDALDriverH, GDALGetDatasetDriver, (GDALDatasetH a), (a))
FORWARD(const char *, GDALGetDriverShortName, (GDALDriverH a), (a))
FORWARD(
  GDALDatasetH, GDALOpenEx,
  (const char *a, unsigned int b, const char *const *c, const char *const *d, const char *const *e),
  (a, b, c, d, e))

FORWARD(const char *, OGRGeometryTypeToName, (OGRwkbGeometryType a), (a))
FORWARD(OGRwkbGeometryType, OGR_GT_Flatten, (OGRwkbGeometryType a), (a))

FORWARD(bool, OGR_L_GetArrowStream, (OGRLayerH a, struct ArrowArrayStream *b, char **c), (a, b, c))
FORWARD(GIntBig, OGR_L_GetFeatureCount, (OGRLayerH a, int b), (a, b))
FORWARD(OGRwkbGeometryType, OGR_L_GetGeomType, (OGRLayerH a), (a))
FORWARD(OGRFeatureDefnH, OGR_L_GetLayerDefn, (OGRLayerH a), (a))
FORWARD(const char *, OGR_L_GetName, (OGRLayerH a), (a))
FORWARD(OGRFeatureH, OGR_L_GetNextFeature, (OGRLayerH a), (a))
FORWARD(OGRSpatialReferenceH, OGR_L_GetSpatialRef, (OGRLayerH a), (a))
FORWARD(void, OGR_L_ResetReading, (OGRLayerH a), (a))
FORWARD(OGRErr, OGR_L_SetIgnoredFields, (OGRLayerH a, const char **b), (a, b))
FORWARD(int, OGR_L_TestCapability, (OGRLayerH a, const char *b), (a, b))

FORWARD(int, OGR_FD_GetFieldCount, (OGRFeatureDefnH a), (a))
FORWARD(OGRFieldDefnH, OGR_FD_GetFieldDefn, (OGRFeatureDefnH a, int b), (a, b))
FORWARD(const char *, OGR_Fld_GetNameRef, (OGRFieldDefnH a), (a))
FORWARD(OGRFieldType, OGR_Fld_GetType, (OGRFieldDefnH a), (a))

FORWARD(void, OGR_F_Destroy, (OGRFeatureH a), (a))
FORWARD(GIntBig, OGR_F_GetFID, (OGRFeatureH a), (a))
FORWARD(
  int, OGR_F_GetFieldAsDateTimeEx,
  (OGRFeatureH a, int b, int *c, int *d, int *e, int *f, int *g, float *h, int *i),
  (a, b, c, d, e, f, g, h, i))
FORWARD(double, OGR_F_GetFieldAsDouble, (OGRFeatureH a, int b), (a, b))
FORWARD(GIntBig, OGR_F_GetFieldAsInteger64, (OGRFeatureH a, int b), (a, b))
FORWARD(const char *, OGR_F_GetFieldAsString, (OGRFeatureH a, int b), (a, b))
FORWARD(OGRGeometryH, OGR_F_GetGeometryRef, (OGRFeatureH a), (a))
FORWARD(int, OGR_F_IsFieldSetAndNotNull, (OGRFeatureH a, int b), (a, b))

FORWARD(void, OGR_G_DestroyGeometry, (OGRGeometryH a), (a))
FORWARD(
  OGRErr, OGR_G_ExportToIsoWkb,
  (OGRGeometryH a, OGRwkbByteOrder b, unsigned char *c),
  (a, b, c))
FORWARD(void, OGR_G_FlattenTo2D, (OGRGeometryH a), (a))
FORWARD(const char *, OGR_G_GetGeometryName, (OGRGeometryH a), (a))
FORWARD(OGRwkbGeometryType, OGR_G_GetGeometryType, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_GetLinearGeometry, (OGRGeometryH a, double b, char **c), (a, b, c))
FORWARD(int, OGR_G_HasCurveGeometry, (OGRGeometryH a, int b), (a, b))
FORWARD(int, OGR_G_Is3D, (OGRGeometryH a), (a))
FORWARD(int, OGR_G_IsEmpty, (OGRGeometryH a), (a))
FORWARD(int, OGR_G_IsMeasured, (OGRGeometryH a), (a))
FORWARD(size_t, OGR_G_WkbSizeEx, (OGRGeometryH a), (a))

FORWARD(OGRErr, OSRAutoIdentifyEPSG, (OGRSpatialReferenceH a), (a))
FORWARD(OGRSpatialReferenceH, OSRClone, (OGRSpatialReferenceH a), (a))
FORWARD(OGRSpatialReferenceH, OSRCloneGeogCS, (OGRSpatialReferenceH a), (a))
FORWARD(OGRErr, OSRDemoteTo2D, (OGRSpatialReferenceH a, const char *b), (a, b))
FORWARD(
  OGRErr, OSRExportToWktEx,
  (OGRSpatialReferenceH a, char **b, const char *const *c),
  (a, b, c))
FORWARD(
  int, OSRGetAreaOfUse,
  (OGRSpatialReferenceH a, double *b, double *c, double *d, double *e, const char **f),
  (a, b, c, d, e, f))
FORWARD(const char *, OSRGetAuthorityCode, (OGRSpatialReferenceH a, const char *b), (a, b))
FORWARD(const char *, OSRGetAuthorityName, (OGRSpatialReferenceH a, const char *b), (a, b))
FORWARD(
  const char *, OSRGetAxis,
  (OGRSpatialReferenceH a, const char *b, int c, OGRAxisOrientation *d),
  (a, b, c, d))
FORWARD(const int *, OSRGetDataAxisToSRSAxisMapping, (OGRSpatialReferenceH a, int *b), (a, b))
FORWARD(const char *, OSRGetName, (OGRSpatialReferenceH a), (a))
FORWARD(int, OSRIsCompound, (OGRSpatialReferenceH a), (a))
FORWARD(int, OSRIsGeographic, (OGRSpatialReferenceH a), (a))
FORWARD(int, OSRIsProjected, (OGRSpatialReferenceH a), (a))
FORWARD(OGRSpatialReferenceH, OSRNewSpatialReference, (const char *a), (a))
FORWARD(void, OSRRelease, (OGRSpatialReferenceH a), (a))
FORWARD(void, OSRSetAxisMappingStrategy, (OGRSpatialReferenceH a, OSRAxisMappingStrategy b), (a, b))
FORWARD(OGRErr, OSRSetFromUserInput, (OGRSpatialReferenceH a, const char *b), (a, b))
FORWARD(OGRErr, OSRSetProjCS, (OGRSpatialReferenceH a, const char *b), (a, b))
FORWARD(OGRErr, OSRSetUTM, (OGRSpatialReferenceH a, int b, int c), (a, b, c))
FORWARD(OGRErr, OSRStripVertical, (OGRSpatialReferenceH a), (a))

FORWARD(int, VSIFCloseL, (VSILFILE *a), (a))
FORWARD(VSILFILE *, VSIFOpenL, (const char *a, const char *b), (a, b))
FORWARD(size_t, VSIFReadL, (void *a, size_t b, size_t c, VSILFILE *d), (a, b, c, d))
FORWARD(int, VSIFSeekL, (VSILFILE *a, vsi_l_offset b, int c), (a, b, c))
FORWARD(vsi_l_offset, VSIFTellL, (VSILFILE *a), (a))
FORWARD(void, VSIFree, (void *a), (a))
FORWARD(char **, VSIReadDirRecursive, (const char *a), (a))
