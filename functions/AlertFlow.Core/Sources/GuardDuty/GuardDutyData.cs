using AlertFlow.Findings;
using AlertFlow.Reading;
using static AlertFlow.Sources.GuardDuty.GuardDutyResources;

namespace AlertFlow.Sources.GuardDuty;

/// <summary>Reads resources that hold data or give access to it: access keys, buckets, databases, volumes.</summary>
internal static class GuardDutyData
{
    private const string Guardrails = "AWS::Bedrock::Guardrail";

    /// <summary>Reads an access key, which has no region.</summary>
    public static IEnumerable<ResourceDetails> AccessKey(SourceNode key, ResourceRole role, Place place)
    {
        var (id, principal, user) = (key["accessKeyId"].Text(), key["principalId"].Text(), key["userName"].Text());
        if ((id ?? principal ?? user) is { } uid)
        {
            yield return new()
            {
                Type = ResourceType.AccessKey,
                Uid = uid,
                Name = user,
                RoleId = role is ResourceRole.Related ? ResourceRole.Actor : role,
                CloudPartition = place.Partition,
                Owner = new()
                {
                    Uid = principal ?? id,
                    Name = user,
                    Type = key["userType"].Text(),
                    Account = Findings.Account.OfAws(place.Account),
                },
            };
        }
    }

    public static IEnumerable<ResourceDetails> Bucket(SourceNode buckets, ResourceRole role, Place place) =>
        buckets.Items.SelectMany(bucket =>
        {
            var (arn, name) = (bucket["arn"].Text(), bucket["name"].Text());
            ResourceDetails[] read = (name ?? arn) is not { } uid ? [] :
            [
                Regional(ResourceType.Bucket, uid, role, place) with
                {
                    UidAlt = name is null ? null : arn,
                    Name = name,
                    CreatedTime = bucket["createdAt"].Time(),
                    Owner = bucket["owner"]["id"].Text() is { } owner ? new() { Uid = owner } : null,
                    Tags = Tags(bucket["tags"]),
                    Data = Data(
                        ("access", bucket["publicAccess"]["effectivePermission"]),
                        ("encryption_type", bucket["defaultServerSideEncryption"]["encryptionType"]),
                        ("kms_key", bucket["defaultServerSideEncryption"]["kmsMasterKeyArn"])),
                },
                .. bucket["s3ObjectDetails"].Items.SelectMany(item => Object(item, place)),
            ];
            return read;
        });

    private static IEnumerable<ResourceDetails> Object(SourceNode item, Place place)
    {
        var (arn, key) = (item["objectArn"].Text(), item["key"].Text());
        if ((arn ?? key) is { } uid)
        {
            yield return Regional(ResourceType.S3Object, uid, ResourceRole.Related, place) with
            {
                Name = key,
                Version = item["versionId"].Text(),
                Data = Data(("etag", item["eTag"]), ("hash", item["hash"])),
            };
        }
    }

    public static IEnumerable<ResourceDetails> Database(SourceNode database, ResourceRole role, Place place)
    {
        var (arn, name) = (database["dbInstanceArn"].Text(), database["dbInstanceIdentifier"].Text());
        if ((arn ?? name) is { } uid)
        {
            yield return Regional(ResourceType.DatabaseInstance, uid, role, place) with
            {
                Name = name,
                Version = database["engineVersion"].Text(),
                Tags = Tags(database["tags"]),
                Data = Data(
                    ("engine", database["engine"]), ("cluster", database["dbClusterIdentifier"]),
                    ("resource_id", database["dbiResourceId"])),
            };
        }
    }

    public static IEnumerable<ResourceDetails> LimitlessDatabase(SourceNode database, ResourceRole role, Place place)
    {
        var (arn, name) = (database["dbShardGroupArn"].Text(), database["dbShardGroupIdentifier"].Text());
        if ((arn ?? name) is { } uid)
        {
            yield return Regional("AWS::RDS::DBShardGroup", uid, role, place) with
            {
                Name = name,
                Version = database["engineVersion"].Text(),
                Tags = Tags(database["tags"]),
                Data = Data(("engine", database["engine"]), ("cluster", database["dbClusterIdentifier"])),
            };
        }
    }

    /// <summary>Reads scanned and skipped volumes.</summary>
    public static IEnumerable<ResourceDetails> Volumes(SourceNode volumes, ResourceRole role, Place place) =>
        volumes["scannedVolumeDetails"].Items.SelectMany(volume => Volume("scanned", volume, role, place))
            .Concat(volumes["skippedVolumeDetails"].Items.SelectMany(volume => Volume("skipped", volume, ResourceRole.Related, place)));

    public static IEnumerable<ResourceDetails> RecoveryPoint(SourceNode point, ResourceRole role, Place place) =>
        ByArn(ResourceType.RecoveryPoint, "recoveryPointArn")(point, role, place)
            .Select(read =>
                read with
                {
                    Name = read.Uid[(read.Uid.LastIndexOfAny(['/', ':']) + 1)..],
                    Data = Data(("backup_vault", point["backupVaultName"])),
                });

    public static IEnumerable<ResourceDetails> Guardrail(SourceNode guardrail, ResourceRole role, Place place)
    {
        foreach (var read in ByArn(Guardrails, "guardrailArn")(guardrail, role, place))
        {
            yield return read with
            {
                Version = guardrail["guardrailVersion"].Text(),
                Data = Data(("action", guardrail["guardrailAction"]), ("source", guardrail["guardrailSource"])),
            };
        }

        foreach (var other in guardrail["guardrails"].Items)
        {
            foreach (var read in ByArn(Guardrails, "arn")(other, ResourceRole.Related, place))
            {
                yield return read with { Version = other["version"].Text() };
            }
        }
    }

    public static IEnumerable<ResourceDetails> Models(SourceNode models, ResourceRole role, Place place) =>
        models.Items.Select(model => model["modelId"].Text()).OfType<string>()
            .Select(uid => Regional("AWS::Bedrock::FoundationModel", uid, role, place) with { Name = Arn.Of(uid)?.Name });

    private static IEnumerable<ResourceDetails> Volume(string scan, SourceNode volume, ResourceRole role, Place place)
    {
        foreach (var read in ByArn(ResourceType.Volume, "volumeArn")(volume, role, place))
        {
            yield return read with
            {
                Data = JsonText.Object(
                    ("device_name", volume["deviceName"].Text()),
                    ("volume_type", volume["volumeType"].Text()),
                    ("encryption_type", volume["encryptionType"].Text()),
                    ("snapshot", volume["snapshotArn"].Text()),
                    ("scan", scan)),
            };
        }
    }
}
