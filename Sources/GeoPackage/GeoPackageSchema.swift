import GRDB

/// The tables that every GeoPackage has (OGC 12-128r17, version 1.3, sections 1 and 2).
enum GeoPackageSchema {
  /// "GPKG" as a number.
  static let applicationID = 0x4750_4B47
  /// Version 1.3, which programs of the last years know.
  static let version = 10300
  /// The instant that stands wherever the standard asks for a time: outputs hold no time of their
  /// own making, so that the same input gives the same bytes.
  static let instant = "1970-01-01T00:00:00.000Z"

  static let create = """
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian'),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic'),
      ('WGS 84 geodetic', 4326, 'EPSG', 4326, \(wgs84.asSQLText),
        'longitude and latitude in degrees on the WGS 84 spheroid');
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
      description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
    CREATE TABLE gpkg_extensions (
      table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
      scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    CREATE TABLE gpkg_metadata (
      id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,
      md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
      mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
    CREATE TABLE gpkg_metadata_reference (
      reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
      timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
      CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
      CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
    INSERT INTO gpkg_extensions VALUES
      ('gpkg_metadata', NULL, 'gpkg_metadata',
        'http://www.geopackage.org/spec120/#extension_metadata', 'read-write'),
      ('gpkg_metadata_reference', NULL, 'gpkg_metadata',
        'http://www.geopackage.org/spec120/#extension_metadata', 'read-write');
    """

  /// The tables of the extension Related Tables (OGC 18-000).
  static let createRelations = """
    CREATE TABLE IF NOT EXISTS gpkgext_relations (
      id INTEGER PRIMARY KEY AUTOINCREMENT, base_table_name TEXT NOT NULL,
      base_primary_column TEXT NOT NULL DEFAULT 'id', related_table_name TEXT NOT NULL,
      related_primary_column TEXT NOT NULL DEFAULT 'id', relation_name TEXT NOT NULL,
      mapping_table_name TEXT NOT NULL UNIQUE);
    INSERT INTO gpkg_extensions SELECT 'gpkgext_relations', NULL, 'related_tables',
      'http://www.opengis.net/doc/IS/gpkg-rte/1.0', 'read-write'
      WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE table_name = 'gpkgext_relations');
    """

  private static let wgs84 =
    #"GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,"#
    + #"AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,"#
    + #"AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,"#
    + #"AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],"#
    + #"AUTHORITY["EPSG","4326"]]"#

  /// The triggers that keep an R-tree right when other programs change a layer, by name, as the
  /// extension "RTree Spatial Indexes" of version 1.3 has them.
  static func indexTriggers(_ table: GeoPackageTable) -> [(name: String, sql: String)] {
    let (name, index) = (table.name.asSQLName, table.index.asSQLName)
    let (key, geometry) = (
      GeoPackageTable.keyColumn.asSQLName, GeoPackageTable.geometryColumn.asSQLName
    )
    let isThere = "(NEW.\(geometry) NOTNULL AND NOT ST_IsEmpty(NEW.\(geometry)))"
    let isMissing = "(NEW.\(geometry) ISNULL OR ST_IsEmpty(NEW.\(geometry)))"
    let bounds = ["MinX", "MaxX", "MinY", "MaxY"].map { "ST_\($0)(NEW.\(geometry))" }
      .joined(separator: ", ")
    let add = "INSERT OR REPLACE INTO \(index) VALUES (NEW.\(key), \(bounds));"
    let remove = "DELETE FROM \(index) WHERE id = OLD.\(key);"
    let parts = [
      ("insert", "INSERT", isThere, add),
      ("update1", "UPDATE OF \(geometry)", "OLD.\(key) = NEW.\(key) AND \(isThere)", add),
      ("update2", "UPDATE OF \(geometry)", "OLD.\(key) = NEW.\(key) AND \(isMissing)", remove),
      ("update3", "UPDATE", "OLD.\(key) != NEW.\(key) AND \(isThere)", "\(remove) \(add)"),
      (
        "update4", "UPDATE", "OLD.\(key) != NEW.\(key) AND \(isMissing)",
        "DELETE FROM \(index) WHERE id IN (OLD.\(key), NEW.\(key));"
      ),
      ("delete", "DELETE", "OLD.\(geometry) NOTNULL", remove),
    ]
    return parts.map { suffix, event, condition, action in
      let trigger = "\(table.index)_\(suffix)"
      return (
        trigger,
        """
        CREATE TRIGGER \(trigger.asSQLName) AFTER \(event) ON \(name) WHEN \(condition)
        BEGIN \(action) END
        """
      )
    }
  }
}
